import { describe, expect, it } from 'vitest';
import type { MusicRequest } from '@impresario/provider';
import { writeBody } from './request.ts';
import { reviewRequest } from './review.ts';
import { miniMaxRequest } from './testing/minimax-subject.ts';

const cover = (change: Partial<MusicRequest> = {}) =>
  miniMaxRequest({
    operation: 'cover',
    model: 'music-cover',
    prompt: 'as a slow waltz',
    lyrics: null,
    referenceKey: 'key',
    ...change,
  });
const body = (request: MusicRequest) => writeBody(request, 'url', null);
const faultsOf = (request: MusicRequest) => reviewRequest(request).faults.map(({ parameter }) => parameter);
const warningsOf = (request: MusicRequest) =>
  reviewRequest(request).warnings.map(({ type, parameter }) => [type, parameter]);

describe('what is sent', () => {
  it('[PRO-4] is the words, the description with its styles, and one quality', () => {
    expect(body(miniMaxRequest({ prompt: 'calm', styleTags: ['jazz', 'brushes'] }))).toEqual({
      model: 'music-3.0',
      prompt: 'calm, jazz, brushes',
      lyrics: 'la la la',
      is_instrumental: false,
      stream: false,
      output_format: 'url',
      audio_setting: { sample_rate: 44_100, bitrate: 256_000, format: 'mp3' },
    });
  });

  it('[PRO-4] asks for words where none are given, and for none in an instrumental', () => {
    const wordless = body(miniMaxRequest({ lyrics: null }));
    expect(wordless).toMatchObject({ lyrics_optimizer: true, is_instrumental: false });
    expect(wordless).not.toHaveProperty('lyrics');
    const instrumental = body(miniMaxRequest({ hasVocals: false }));
    expect(instrumental).toMatchObject({ is_instrumental: true });
    expect(instrumental).not.toHaveProperty('lyrics');
    expect(instrumental).not.toHaveProperty('lyrics_optimizer');
  });

  it('[PRO-2] says how the audio shall come', () => {
    const { stream, hex } = { stream: 'stream', hex: 'hex' } as const;
    expect(writeBody(miniMaxRequest(), hex, null)).toMatchObject({ stream: false, output_format: 'hex' });
    expect(writeBody(miniMaxRequest(), stream, null)).toMatchObject({ stream: true, output_format: 'hex' });
  });

  it('[PRO-4] makes covers with the model for covers, which takes its own fields only', () => {
    const reference = { audio_url: 'https://a.example/b.mp3' };
    const sent = writeBody(cover({ model: 'music-3.0', hasVocals: false }), 'url', reference);
    expect(sent).toMatchObject({ model: 'music-cover', prompt: 'as a slow waltz', ...reference });
    for (const field of ['lyrics', 'lyrics_optimizer', 'is_instrumental'])
      expect(sent).not.toHaveProperty(field);
    expect(body(cover({ lyrics: 'new words here' }))).toMatchObject({ lyrics: 'new words here' });
    expect(body(miniMaxRequest({ model: 'music-cover' }))).toMatchObject({ model: 'music-cover' });
  });
});

describe('what is refused', () => {
  it('[PRO-4] is text outside the bounds of the model, which the words name', () => {
    expect(reviewRequest(miniMaxRequest({ prompt: 'x'.repeat(2001) })).faults).toEqual([
      { parameter: 'prompt', message: expect.stringContaining('2000') },
    ]);
    expect(faultsOf(miniMaxRequest({ prompt: 'x'.repeat(1998), styleTags: ['jazz'] }))).toEqual(['prompt']);
    expect(faultsOf(miniMaxRequest({ lyrics: 'x'.repeat(3501) }))).toEqual(['lyrics']);
    expect(faultsOf(miniMaxRequest({ lyrics: 'x'.repeat(3501), hasVocals: false }))).toEqual([]);
    expect(faultsOf(miniMaxRequest({ lyrics: '🎵'.repeat(3500), prompt: '🎵'.repeat(2000) }))).toEqual([]);
    expect(faultsOf(cover({ prompt: 'too short' }))).toEqual(['prompt']);
    expect(faultsOf(cover({ prompt: 'x'.repeat(301) }))).toEqual(['prompt']);
    expect(faultsOf(cover({ lyrics: 'la la' }))).toEqual(['lyrics']);
    expect(faultsOf(cover({ lyrics: 'x'.repeat(1001) }))).toEqual(['lyrics']);
    expect(faultsOf(cover())).toEqual([]);
  });

  it('[PRO-4] is a cover of nothing, and work MiniMax does not offer', () => {
    expect(faultsOf(cover({ referenceKey: null }))).toEqual(['referenceAudioUrl']);
    const named = miniMaxRequest({ model: 'music-cover', prompt: 'as a slow waltz', lyrics: null });
    expect(faultsOf(named)).toEqual(['referenceAudioUrl']);
    expect(faultsOf(miniMaxRequest({ operation: 'extend' }))).toEqual(['operation']);
  });
});

describe('what is warned of', () => {
  it('[PRO-4] is nothing for a plain song and a plain cover', () => {
    expect(warningsOf(miniMaxRequest())).toEqual([]);
    expect(warningsOf(cover())).toEqual([]);
  });

  it('[PRO-4] is what has no place in the request that is sent', () => {
    expect(warningsOf(miniMaxRequest({ hasVocals: false }))).toEqual([['unsupported', 'lyrics']]);
    expect(warningsOf(miniMaxRequest({ referenceKey: 'key' }))).toEqual([
      ['unsupported', 'referenceAssetId'],
    ]);
    expect(reviewRequest(cover({ model: 'music-3.0', hasVocals: false })).warnings).toMatchObject([
      { type: 'substituted-model', asked: 'music-3.0', used: 'music-cover' },
      { type: 'unsupported', parameter: 'hasVocals' },
    ]);
  });
});
