import type { MusicRequest } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { sunoCapabilities } from './capabilities.ts';
import { composeSong } from './request.ts';
import { sunoSource } from './testing/sources.ts';
import { sunoRequest } from './testing/suno-subject.ts';

const compose = (change: Partial<MusicRequest> = {}) => composeSong({ ...sunoRequest, ...change });
const bodyOf = (change: Partial<MusicRequest> = {}) => compose(change).order.body;
const faultsOf = (change: Partial<MusicRequest>) => compose(change).faults.map(({ parameter }) => parameter);
const warningsOf = (change: Partial<MusicRequest>) =>
  compose(change).warnings.map(({ type, parameter }) => `${type} ${parameter}`);
const referenceAudioUrl = 'https://audio.example/ref.mp3';

describe('songs over audio', () => {
  it('[PRO-4] a reference makes a cover of a song, and a cover needs one', () => {
    const cover = { path: '/api/v1/generate/upload-cover', needsAudio: true };
    expect(compose({ referenceAudioUrl }).order).toMatchObject(cover);
    expect(compose({ operation: 'cover', referenceKey: 'k' }).order).toMatchObject(cover);
    expect(faultsOf({ operation: 'cover' })).toEqual(['referenceAudioUrl']);
  });

  it('[PRO-4] a cover of an earlier version keeps its words unless others are given', () => {
    const cover = { operation: 'cover', referenceKey: 'k', source: sunoSource({ lyrics: 'la' }) } as const;
    expect(bodyOf(cover)).toMatchObject({ customMode: true, prompt: 'la' });
    expect(bodyOf({ ...cover, lyrics: 'ooh' })).toMatchObject({ prompt: 'ooh' });
    expect(bodyOf({ ...cover, hasVocals: false })).toMatchObject({ instrumental: true });
    expect(bodyOf({ ...cover, customMode: false })).toMatchObject({ customMode: false });
    const other = { ...cover, referenceKey: null, referenceAudioUrl };
    expect(bodyOf(other)).toMatchObject({ customMode: false, prompt: 'a quiet song' });
  });

  it('[PRO-4] added vocals have a style, added instruments have tags', () => {
    const over = { referenceKey: 'k', lyrics: 'la', styleTags: ['folk'] };
    expect(compose({ ...over, operation: 'add-vocals' }).order).toEqual({
      path: '/api/v1/generate/add-vocals',
      needsAudio: true,
      body: {
        model: 'V5',
        prompt: 'la',
        title: 'a quiet song',
        style: 'folk, a quiet song',
        negativeTags: 'low quality',
      },
    });
    const instruments = {
      ...over,
      lyrics: null,
      operation: 'add-instrumental',
      negativeTags: 'drums',
    } as const;
    expect(compose(instruments).order).toEqual({
      path: '/api/v1/generate/add-instrumental',
      needsAudio: true,
      body: { model: 'V5', title: 'a quiet song', tags: 'folk, a quiet song', negativeTags: 'drums' },
    });
    expect(faultsOf({ operation: 'add-vocals', referenceKey: 'k' })).toEqual(['lyrics']);
    expect(warningsOf({ ...over, operation: 'add-instrumental', personaId: 'p' })).toEqual([
      'unsupported lyrics',
      'unsupported personaId',
    ]);
  });

  it('[PRO-4] added vocals and instruments have no mode and no length, and say so', () => {
    const asked = { model: 'V6', referenceKey: 'k', customMode: false, durationSeconds: 60 } as const;
    for (const operation of ['add-vocals', 'add-instrumental'] as const) {
      const lyrics = operation === 'add-vocals' ? 'la' : null;
      expect(warningsOf({ ...asked, operation, lyrics })).toEqual([
        'unsupported customMode',
        'unsupported durationSeconds',
      ]);
    }
  });

  it('[PRO-4] added vocals cannot be none, unless only the source was without', () => {
    const over = { operation: 'add-vocals', referenceKey: 'k', lyrics: 'la', hasVocals: false } as const;
    expect(warningsOf(over)).toEqual(['unsupported hasVocals']);
    const source = sunoSource({ request: { ...sunoRequest, hasVocals: false } });
    expect(warningsOf({ ...over, source })).toEqual([]);
  });

  it('[PRO-4] a cover by V6 is as long as its source, where the request says nothing', () => {
    const cover = { operation: 'cover', model: 'V6', referenceKey: 'k', lyrics: 'la' } as const;
    const coverOf = (durationSeconds: number | null, asked: number | null = null) =>
      bodyOf({ ...cover, durationSeconds: asked, source: sunoSource({ durationSeconds }) })['duration'];
    expect(coverOf(240.4)).toBe(240);
    expect(coverOf(480)).toBe(360);
    expect(coverOf(null)).toBe(180);
    expect(coverOf(240.4, 30)).toBe(30);
  });
});

describe('an extension', () => {
  const extend = { operation: 'extend', prompt: 'a quiet song', styleTags: ['folk'] } as const;

  it('[PRO-4] with nothing new keeps everything of its source', () => {
    const source = sunoSource();
    expect(compose({ ...extend, source }).order).toEqual({
      path: '/api/v1/generate/extend',
      needsAudio: false,
      body: { audioId: 'clip-b', model: 'V5', defaultParamFlag: false },
    });
  });

  it('[PRO-4] with new words begins where it is told, or just before the end', () => {
    const source = sunoSource();
    expect(bodyOf({ ...extend, source, lyrics: 'new words', continueAtSeconds: 60.123 })).toEqual({
      audioId: 'clip-b',
      model: 'V5',
      defaultParamFlag: true,
      prompt: 'new words',
      style: 'folk, a quiet song',
      title: 'Lanterns',
      continueAt: 60.12,
    });
    expect(bodyOf({ ...extend, source, lyrics: 'new words' })['continueAt']).toBe(119.9);
  });

  it("[PRO-4] without new words hands the source's on, and says so; an instrumental has none", () => {
    const source = sunoSource();
    expect(warningsOf({ ...extend, source, continueAtSeconds: 60 })).toEqual(['approximated lyrics']);
    expect(bodyOf({ ...extend, source, hasVocals: false })['prompt']).toBe('[Instrumental]');
    const silent = sunoSource({ lyrics: null });
    expect(bodyOf({ ...extend, source: silent, continueAtSeconds: 60 })['prompt']).toBe('[Instrumental]');
  });

  it('[PRO-4] keeps the model of its source and says when another was asked for', () => {
    const request = { ...extend, source: sunoSource({ model: 'V4_5' }), model: 'V5' };
    expect(bodyOf(request)['model']).toBe('V4_5');
    expect(warningsOf(request)).toEqual(['substituted-model modelVersion']);
  });

  it('[PRO-4] cannot be told its length, and says so, with new words or without, of any audio', () => {
    const long = { ...extend, durationSeconds: 60 };
    expect(warningsOf({ ...long, source: sunoSource() })).toEqual(['unsupported durationSeconds']);
    const foreign = { ...long, source: sunoSource({ provider: 'local' }), referenceKey: 'k' };
    expect(warningsOf({ ...foreign, lyrics: 'new' })).toEqual(['unsupported durationSeconds']);
  });

  it('[PRO-4] of an instrumental stays one without being told anew', () => {
    const request = { ...sunoRequest, styleTags: ['folk'], hasVocals: false };
    const source = sunoSource({ lyrics: null, request });
    expect(bodyOf({ ...extend, source, hasVocals: false })).toMatchObject({ defaultParamFlag: false });
  });

  it.each([0, -1, 120, 500])('[PRO-4] cannot begin at %s s of 120', (continueAtSeconds) => {
    expect(faultsOf({ ...extend, source: sunoSource(), continueAtSeconds })).toEqual(['continueAtSeconds']);
  });

  it('[PRO-4] of a song that is not Suno’s is made from its audio', () => {
    const source = sunoSource({ provider: 'local', clipId: null, lyrics: null });
    expect(compose({ ...extend, source, referenceKey: 'k' }).order).toEqual({
      path: '/api/v1/generate/upload-extend',
      needsAudio: true,
      body: {
        model: 'V5',
        defaultParamFlag: true,
        instrumental: true,
        style: 'folk, a quiet song',
        title: 'Lanterns',
        continueAt: 119.9,
      },
    });
    const bare = { ...extend, referenceAudioUrl, lyrics: 'la' };
    expect(bodyOf(bare)).toEqual({ model: 'V5', defaultParamFlag: false, prompt: 'la' });
    expect(warningsOf(bare)).toEqual(['unsupported styleTags']);
  });
});

it('[PRO-3] refuses nothing within the bounds that its capabilities tell', () => {
  const { extend, replaceSection } = sunoCapabilities('none').workBounds ?? {};
  const source = sunoSource();
  const length = source.durationSeconds!;
  const { secondsMin, shareMax, besideSecondsMin } = replaceSection!;
  const at = (startSeconds: number, seconds: number) => ({
    operation: 'replace-section' as const,
    lyrics: 'new',
    source,
    section: { startSeconds, endSeconds: startSeconds + seconds },
  });
  expect(faultsOf(at(besideSecondsMin, secondsMin))).toEqual([]);
  expect(faultsOf(at(length - besideSecondsMin - length * shareMax!, length * shareMax!))).toEqual([]);
  expect(faultsOf(at(besideSecondsMin, secondsMin - 0.1))).toEqual(['endSeconds']);
  const goOn = { operation: 'extend', source, continueAtSeconds: extend!.atSecondsMin } as const;
  expect(faultsOf(goOn)).toEqual([]);
  expect(faultsOf({ ...goOn, continueAtSeconds: 0 })).toEqual(['continueAtSeconds']);
});

describe('a mended section', () => {
  const section = { startSeconds: 40, endSeconds: 60.005 };
  const mend = { operation: 'replace-section', lyrics: 'new', styleTags: ['folk'], section } as const;

  it('[PRO-4] names the song by its task and sends its words with the change in them', () => {
    const { order, warnings, faults } = compose({ ...mend, source: sunoSource() });
    expect(faults).toEqual([]);
    expect(order).toEqual({
      path: '/api/v1/generate/replace-section',
      needsAudio: false,
      body: {
        taskId: 'task-1',
        audioId: 'clip-b',
        prompt: 'new',
        tags: 'folk, a quiet song',
        title: 'Lanterns',
        infillStartS: 40,
        infillEndS: 60.01,
        fullLyrics: 'one\ntwo\nnew\nfour\nfive\nsix',
      },
    });
    expect(warnings).toMatchObject([{ type: 'approximated', parameter: 'lyrics' }]);
  });

  it('[PRO-4] names a song from elsewhere by its file and a model', () => {
    const source = sunoSource({ provider: 'local', lyrics: null });
    const { order } = compose({ ...mend, source, referenceKey: 'k' });
    expect(order).toMatchObject({ needsAudio: true, body: { model: 'V5', fullLyrics: 'new' } });
    expect(order.body).not.toHaveProperty('taskId');
  });

  it.each([
    [40, 49.9, 'endSeconds'],
    [0, 61, 'endSeconds'],
    [100, 121, 'endSeconds'],
    [-1, 20, 'startSeconds'],
  ])('[PRO-4] cannot run from %s to %s s of 120', (startSeconds, endSeconds, parameter) => {
    const request = { ...mend, source: sunoSource(), section: { startSeconds, endSeconds } };
    expect(faultsOf(request)).toEqual([parameter]);
  });

  it('[PRO-4] is 10 s at least and half of the song at most, and needs words', () => {
    const at = (endSeconds: number) => ({
      ...mend,
      source: sunoSource(),
      section: { startSeconds: 0, endSeconds },
    });
    expect(faultsOf(at(10))).toEqual([]);
    expect(faultsOf(at(60))).toEqual([]);
    expect(faultsOf({ ...at(20), lyrics: null })).toEqual(['lyrics']);
  });
});
