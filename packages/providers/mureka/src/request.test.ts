import { planRequest, type MusicRequest, type SourceClip } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { murekaCapabilities } from './capabilities.ts';
import { needsUpload, routeOf, routes, writeBody } from './request.ts';
import { reviewRequest } from './review.ts';
import { murekaRequest } from './testing/mureka-subject.ts';

const own: SourceClip = {
  trackId: 'track',
  variantIndex: 0,
  provider: 'mureka',
  model: 'mureka-9',
  taskId: '90211873',
  taskData: { kind: 'song' },
  clipId: '70010001',
  title: null,
  lyrics: null,
  styleTags: [],
  durationSeconds: 184.32,
  request: null,
};
const foreign: SourceClip = { ...own, provider: 'suno', clipId: 'abc' };

const extension = (change: Partial<MusicRequest> = {}) =>
  murekaRequest({ operation: 'extend', source: own, model: 'mureka-8', ...change });
const section = (startSeconds: number, endSeconds: number, change: Partial<MusicRequest> = {}) =>
  murekaRequest({
    operation: 'replace-section',
    source: own,
    section: { startSeconds, endSeconds },
    ...change,
  });

function body(request: MusicRequest, uploadId: string | null = null): object {
  const route = routeOf(request);
  if (!route) throw new Error('no route');
  return writeBody(request, route, uploadId);
}

function path(request: MusicRequest): string | null {
  const route = routeOf(request);
  return route && routes[route].path;
}

const faultsOf = (request: MusicRequest) => reviewRequest(request).faults.map(({ parameter }) => parameter);
const warningsOf = (request: MusicRequest) =>
  reviewRequest(request).warnings.map(({ type, parameter }) => [type, parameter]);

describe('what is sent', () => {
  it('[PRO-2] words make a song, no words an easy song, no singer an instrumental', () => {
    expect(path(murekaRequest())).toBe('/v1/song/generate');
    expect(path(murekaRequest({ lyrics: null }))).toBe('/v1/song/easy-generate');
    expect(path(murekaRequest({ lyrics: null, hasVocals: false }))).toBe('/v1/instrumental/generate');
    expect(path(murekaRequest({ hasVocals: false }))).toBe('/v1/instrumental/generate');
    expect(path(murekaRequest({ operation: 'add-vocals' }))).toBeNull();
  });

  it('[PRO-4] a song has its words, the pinned model, the number of songs, styles in the prompt and the voice', () => {
    const request = murekaRequest({ prompt: 'calm', styleTags: ['jazz', 'brushed drums'], vocalGender: 'f' });
    expect(body(request)).toEqual({
      lyrics: 'la la la',
      model: 'mureka-9',
      n: 2,
      prompt: 'calm, jazz, brushed drums',
      gender: 'female',
    });
    expect(body(murekaRequest({ vocalGender: 'm' }))).toMatchObject({ gender: 'male' });
  });

  it('[PRO-4] an easy song names the styles Mureka knows, once, and puts the others in the prompt', () => {
    const styleTags = ['Jazz', 'R&B', 'jazz', 'vaporwave'];
    expect(body(murekaRequest({ lyrics: null, prompt: 'calm', styleTags, variants: 1 }))).toEqual({
      model: 'mureka-9',
      n: 1,
      prompt: 'calm, vaporwave',
      styles: ['jazz', 'r&b'],
    });
  });

  it('[PRO-4] a reference stands alone, without prompt and styles', () => {
    const request = murekaRequest({ referenceKey: 'key', styleTags: ['jazz'] });
    expect(needsUpload(request)).toBe(true);
    expect(body(request, 'file-88')).toEqual({
      lyrics: 'la la la',
      model: 'mureka-9',
      n: 2,
      reference_id: 'file-88',
    });
    const instrumental = murekaRequest({ referenceAudioUrl: 'https://a.example/b.mp3', hasVocals: false });
    expect(body(instrumental, 'file-89')).toEqual({ model: 'mureka-9', n: 2, instrumental_id: 'file-89' });
  });

  it('[PRO-2] an extension names the song, and the place in milliseconds within what Mureka takes', () => {
    expect(body(extension({ continueAtSeconds: 61.5 }))).toEqual({
      song_id: '70010001',
      lyrics: 'la la la',
      extend_at: 61_500,
      model: 'mureka-8',
    });
    expect(body(extension())).toMatchObject({ extend_at: 184_320 });
    expect(body(extension({ continueAtSeconds: 0 }))).toMatchObject({ extend_at: 8_000 });
    expect(body(extension({ continueAtSeconds: 600 }))).toMatchObject({ extend_at: 420_000 });
    expect(body(extension({ source: { ...own, durationSeconds: null } }))).toMatchObject({
      extend_at: 420_000,
    });
  });

  it('[PRO-2] a section is named by its ends, a cover by the song or by the audio handed over', () => {
    expect(body(section(20, 30.25))).toEqual({
      song_id: '70010001',
      lyrics: 'la la la',
      edit_start: 20_000,
      edit_end: 30_250,
    });
    const cover = murekaRequest({ operation: 'cover', source: own, prompt: 'as a waltz', lyrics: null });
    expect(body(cover)).toEqual({ song_id: '70010001', n: 2, prompt: 'as a waltz' });
    const other = { ...cover, source: foreign, referenceKey: 'key', lyrics: 'la' };
    expect(needsUpload(other)).toBe(true);
    expect(body(other, 'file-90')).toEqual({
      upload_audio_id: 'file-90',
      n: 2,
      prompt: 'as a waltz',
      lyrics: 'la',
    });
    expect(needsUpload({ ...cover, referenceAudioUrl: 'https://a.example/b.mp3' })).toBe(true);
    expect(needsUpload({ ...cover, referenceKey: 'key' })).toBe(false);
  });
});

describe('what is refused', () => {
  it('[PRO-4] text that is too long, by route, with the limit in the words', () => {
    const prompt = 'x'.repeat(1025);
    expect(reviewRequest(murekaRequest({ prompt })).faults).toEqual([
      { parameter: 'prompt', message: expect.stringContaining('1024') },
    ]);
    expect(faultsOf(murekaRequest({ prompt, hasVocals: false }))).toEqual(['prompt']);
    expect(faultsOf(murekaRequest({ prompt, lyrics: null }))).toEqual([]);
    expect(faultsOf(murekaRequest({ prompt: 'x'.repeat(2001), lyrics: null }))).toEqual(['prompt']);
    expect(faultsOf(murekaRequest({ prompt: 'x'.repeat(1020), styleTags: ['jazz'] }))).toEqual(['prompt']);
    expect(faultsOf(murekaRequest({ lyrics: 'x'.repeat(5001) }))).toEqual(['lyrics']);
    expect(faultsOf(murekaRequest({ lyrics: '🎵'.repeat(5000), prompt: '🎵'.repeat(1024) }))).toEqual([]);
    expect(faultsOf(murekaRequest({ prompt, referenceKey: 'key' }))).toEqual([]);
  });

  it('[PRO-3] nothing within the bounds that the capabilities tell', () => {
    const { replaceSection, lyricsNeededFor } = murekaCapabilities(1).workBounds!;
    const { secondsMin, besideSecondsMin } = replaceSection!;
    const length = own.durationSeconds!;
    expect(faultsOf(section(besideSecondsMin, besideSecondsMin + secondsMin))).toEqual([]);
    expect(faultsOf(section(besideSecondsMin, length - besideSecondsMin))).toEqual([]);
    for (const operation of lyricsNeededFor) {
      const range = { startSeconds: 20, endSeconds: 30 };
      const asked = murekaRequest({ operation, source: own, section: range, lyrics: null });
      expect(faultsOf(asked), operation).toEqual(['lyrics']);
    }
  });

  it('[PRO-4] a section too short or too near an end', () => {
    expect(faultsOf(section(20, 23))).toEqual([]);
    expect(faultsOf(section(20, 22.9))).toEqual(['endSeconds']);
    expect(faultsOf(section(11, 20))).toEqual(['startSeconds']);
    expect(faultsOf(section(160, 173))).toEqual(['endSeconds']);
    expect(faultsOf(section(160, 173, { source: { ...own, durationSeconds: null } }))).toEqual([]);
    expect(faultsOf(murekaRequest({ operation: 'replace-section', source: own }))).toEqual(['startSeconds']);
  });

  it('[PRO-4] work on a song of somebody else without its audio, and an extension without words', () => {
    expect(faultsOf(extension({ source: foreign }))).toEqual(['versionId']);
    expect(faultsOf(extension({ source: foreign, referenceKey: 'key' }))).toEqual([]);
    expect(faultsOf(extension({ lyrics: null }))).toEqual(['lyrics']);
    expect(faultsOf(section(20, 30, { lyrics: null }))).toEqual(['lyrics']);
  });

  it('[PRO-4] an instrumental of a model that makes none, and work Mureka does not offer', () => {
    expect(faultsOf(murekaRequest({ model: 'mureka-o2', hasVocals: false }))).toEqual(['modelVersion']);
    expect(faultsOf(murekaRequest({ operation: 'add-instrumental' }))).toEqual(['operation']);
  });
});

describe('what is warned of', () => {
  it('[PRO-4] nothing, for a plain song', () => {
    expect(reviewRequest(murekaRequest({ styleTags: ['jazz'], vocalGender: 'm' }))).toEqual({
      faults: [],
      warnings: [],
    });
    expect(warningsOf(extension({ continueAtSeconds: 61.5 }))).toEqual([]);
    expect(warningsOf(section(20, 30))).toEqual([]);
  });

  it('[PRO-4] what the reference displaces, and what the route has no place for', () => {
    expect(warningsOf(murekaRequest({ referenceKey: 'key', styleTags: ['jazz'] }))).toEqual([
      ['unsupported', 'prompt'],
      ['unsupported', 'styleTags'],
    ]);
    expect(warningsOf(murekaRequest({ hasVocals: false, vocalGender: 'f' }))).toEqual([
      ['unsupported', 'lyrics'],
      ['unsupported', 'vocalGender'],
    ]);
    expect(warningsOf(murekaRequest({ lyrics: null, vocalGender: 'f' }))).toEqual([
      ['unsupported', 'vocalGender'],
    ]);
    const cover = murekaRequest({ operation: 'cover', source: own, hasVocals: false });
    expect(warningsOf(cover)).toEqual([['unsupported', 'hasVocals']]);
    const made = { ...own, request: murekaRequest({ prompt: 'calm' }) };
    expect(warningsOf(extension({ source: made, prompt: 'loud', styleTags: ['metal'] }))).toEqual([
      ['unsupported', 'prompt'],
      ['unsupported', 'styleTags'],
    ]);
    expect(warningsOf(extension({ source: made, prompt: 'calm' }))).toEqual([]);
  });

  it('[PRO-4] another model or another place than was asked for', () => {
    expect(reviewRequest(extension({ model: 'mureka-9' })).warnings).toMatchObject([
      { type: 'substituted-model', asked: 'mureka-9', used: 'mureka-8' },
    ]);
    expect(body(extension({ model: 'mureka-9' }))).toMatchObject({ model: 'mureka-8' });
    expect(body(extension({ model: 'mureka-7.6' }))).toMatchObject({ model: 'mureka-7.6' });
    expect(reviewRequest(extension({ continueAtSeconds: 3 })).warnings).toMatchObject([
      { type: 'adjusted', parameter: 'continueAtSeconds', asked: 3, used: 8 },
    ]);
    expect(warningsOf(section(20, 30, { model: 'mureka-9.5' }))).toEqual([['unsupported', 'modelVersion']]);
  });
});

describe('the longest prompt', () => {
  const faults = (chars: number, change: object) => {
    const body = { prompt: 'x'.repeat(chars), ...change };
    const plan = planRequest(murekaCapabilities(1), body);
    return [...plan.faults, ...reviewRequest(plan.request).faults].map(({ parameter }) => parameter);
  };

  it.each([
    ['a song whose words Mureka writes', {}, 2000],
    ['a song with words', { lyrics: 'la' }, 1024],
    ['an instrumental', { hasVocals: false }, 1024],
  ])('[SEC-2] of %s', (_name, change, max) => {
    expect(faults(max, change)).toEqual([]);
    expect(new Set(faults(max + 1, change))).toEqual(new Set(['prompt']));
  });
});
