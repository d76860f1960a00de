import type { MusicProvider, SourceClip, SubmitCall } from '@impresario/provider';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import billing from './fixtures/billing.json' with { type: 'json' };
import lyrics from './fixtures/lyrics.json' with { type: 'json' };
import succeededSong from './fixtures/song-succeeded.json' with { type: 'json' };
import uploaded from './fixtures/upload.json' with { type: 'json' };
import { createMurekaProvider } from './provider.ts';
import { murekaRequest } from './testing/mureka-subject.ts';
import { error, startScriptedMureka } from './testing/start-scripted-mureka.ts';

const upstream = await startScriptedMureka();
const { apiKey } = upstream;
const provider: MusicProvider = createMurekaProvider({ apiKey, baseUrl: `${upstream.baseUrl}/` });

beforeEach(() => upstream.reset());
afterAll(() => upstream.close());

const audio = { bytes: new TextEncoder().encode('ID3 sound'), mimeType: 'audio/mpeg' };
const call = (change: Partial<SubmitCall> = {}): SubmitCall => ({
  signal: new AbortController().signal,
  trackId: 't',
  correlation: 'c',
  callbackUrl: null,
  onProgress: () => undefined,
  readReference: () => Promise.resolve(audio),
  ...change,
});
const source: SourceClip = {
  trackId: 'track',
  variantIndex: 1,
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
const paths = () => upstream.requests.map(({ method, path }) => `${method} ${path}`);

describe('reference audio', () => {
  it('[PRO-2] is handed over first, then the song is asked for once', async () => {
    upstream.nextOther({ status: 200, body: uploaded });
    const outcome = await provider.submit(murekaRequest({ referenceKey: 'key' }), call());
    expect(outcome).toMatchObject({ kind: 'accepted', handle: { data: { kind: 'song' } } });
    expect(paths()).toEqual(['POST /v1/files/upload', 'POST /v1/song/generate']);
    const [form, song] = upstream.requests;
    expect(form?.body).toContain('name="purpose"\r\n\r\nreference\r\n');
    expect(form?.body).toContain('filename="reference.mp3"');
    expect(form?.body).toContain('ID3 sound');
    expect(song?.body).toMatchObject({ reference_id: 'file-88' });
  });

  it.each([
    ['a fault', error(500, 'x'), 'upstream-fault', true],
    ['no credit', error(429, 'quota'), 'no-credit', false],
    ['a reply without an id', { status: 200, body: {} }, 'bad-response', true],
    ['a lost connection', 'reset-after-body', 'network', true],
  ] as const)('[GEN-3] that meets %s begins nothing', async (_name, what, kind, retryable) => {
    upstream.nextOther(what);
    const outcome = await provider.submit(murekaRequest({ referenceKey: 'key' }), call());
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind, sideEffect: 'none', retryable } });
    expect(upstream.starts()).toEqual([]);
  });

  it('[PRO-5] that is too large, missing or unreadable is refused before anything is sent', async () => {
    const large = { ...audio, bytes: new Uint8Array(10 * 1024 * 1024 + 1) };
    const readers: SubmitCall['readReference'][] = [
      () => Promise.resolve(large),
      () => Promise.reject(new Error('gone')),
      null,
    ];
    for (const readReference of readers) {
      const outcome = await provider.submit(murekaRequest({ referenceKey: 'key' }), call({ readReference }));
      expect(outcome).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
    }
    expect(paths()).toEqual([]);
  });
});

describe('tasks', () => {
  it('[PRO-2] are looked up by what they are', async () => {
    const { signal } = call();
    await provider.poll?.({ taskId: '1', data: { kind: 'instrumental' } }, { signal });
    await provider.poll?.({ taskId: '1', data: { kind: 'song' } }, { signal });
    expect(paths()).toEqual(['GET /v1/instrumental/query/1', 'GET /v1/song/query/1']);
    const outcome = await provider.submit(murekaRequest({ hasVocals: false }), call());
    expect(outcome).toMatchObject({ handle: { data: { kind: 'instrumental' } } });
  });

  it('[GEN-8] that Mureka does not find are a failed look', async () => {
    const outcome = await provider.poll?.({ taskId: '1', data: { kind: 'song' } }, call());
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'task-lost', sideEffect: 'accepted' } });
  });

  it('[PRO-5] whose reply is no task are a failed look', async () => {
    upstream.nextLook({ status: 200, body: { hello: 1 } });
    const outcome = await provider.poll?.({ taskId: '1', data: { kind: 'song' } }, call());
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { kind: 'bad-response', sideEffect: 'accepted' },
    });
  });

  it('[PRO-1] are not begun for work that is not offered', async () => {
    const outcome = await provider.submit(murekaRequest({ operation: 'add-vocals' }), call());
    expect(outcome).toMatchObject({ failure: { kind: 'unsupported', sideEffect: 'none' } });
    expect(paths()).toEqual([]);
  });
});

describe('the account', () => {
  it('[PRO-1] has its balance in whole units and its number of slots', async () => {
    upstream.nextOther({ status: 200, body: billing });
    const outcome = await provider.account?.(call());
    expect(outcome).toEqual({ kind: 'seen', account: { creditsLeft: 9.87, concurrencyMax: 5 } });
    expect(paths()).toEqual(['GET /v1/account/billing']);
    expect(upstream.requests[0]?.authorization).toBe(`Bearer ${apiKey}`);
  });

  it('[PRO-5] that is refused begins nothing', async () => {
    upstream.nextOther(error(401, 'Invalid Authentication'));
    const outcome = await provider.account?.(call());
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'auth', sideEffect: 'none' } });
  });
});

describe('work beside a song', () => {
  it('[PRO-2] writes lyrics with one request', async () => {
    upstream.nextOther({ status: 200, body: lyrics });
    const outcome = await provider.operate?.({ operation: 'lyrics', prompt: 'the sea' }, call());
    expect(outcome).toEqual({
      kind: 'finished',
      clips: [],
      result: { kind: 'lyrics', variants: [{ title: 'Silver Tide', text: lyrics.lyrics }] },
    });
    expect(upstream.requests).toMatchObject([{ path: '/v1/lyrics/generate', body: { prompt: 'the sea' } }]);
  });

  it('[GEN-3] does not ask for lyrics again when nobody knows whether they were written', async () => {
    for (const what of [
      'reset-after-body',
      'truncated-json',
      error(500, 'x'),
      { status: 200, body: {} },
    ] as const) {
      upstream.nextOther(what);
      const outcome = await provider.operate?.({ operation: 'lyrics', prompt: 'the sea' }, call());
      expect(outcome).toMatchObject({ failure: { sideEffect: 'unknown', retryable: false } });
    }
    expect(upstream.requests).toHaveLength(4);
  });

  it('[PRO-2] reads words in time and lossless audio from the finished task, which costs nothing', async () => {
    upstream.nextLook({ status: 200, body: succeededSong });
    const words = await provider.operate?.({ operation: 'timestamped-lyrics', source }, call());
    expect(words).toMatchObject({
      kind: 'finished',
      result: { kind: 'timed-lyrics', words: [{ text: 'Tin', startSeconds: 8.12 }, {}, {}, {}] },
    });
    upstream.nextLook({ status: 200, body: succeededSong });
    const wav = await provider.operate?.({ operation: 'wav', source: { ...source, clipId: null } }, call());
    const url = 'https://cdn.example.test/a/70010002.wav';
    expect(wav).toMatchObject({ clips: [{ variantIndex: 1, audio: null, wav: { kind: 'url', url } }] });
    expect(paths()).toEqual(['GET /v1/song/query/90211873', 'GET /v1/song/query/90211873']);
  });

  it('[PRO-5] begins nothing when the task cannot be read or has no words', async () => {
    const timed = (change: Partial<SourceClip> = {}) =>
      provider.operate?.({ operation: 'timestamped-lyrics', source: { ...source, ...change } }, call());
    expect(await timed()).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
    upstream.nextLook({ status: 200, body: succeededSong });
    expect(await timed({ clipId: '70010002' })).toMatchObject({ failure: { sideEffect: 'none' } });
    upstream.nextLook('html');
    expect(await timed()).toMatchObject({ failure: { sideEffect: 'none', retryable: true } });
    expect(await timed({ taskId: null })).toMatchObject({ failure: { sideEffect: 'none' } });
    const stems = await provider.operate?.({ operation: 'stems', mode: 'all', source }, call());
    expect(stems).toMatchObject({ failure: { kind: 'unsupported', sideEffect: 'none' } });
  });
});
