import type { MusicProvider, SubmitCall, SubmitOutcome } from '@impresario/provider';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import lyrics from './fixtures/lyrics.json' with { type: 'json' };
import song from './fixtures/song-hex.json' with { type: 'json' };
import records from './fixtures/stream.json' with { type: 'json' };
import failing from './fixtures/stream-failing.json' with { type: 'json' };
import { createMiniMaxProvider } from './provider.ts';
import type { DeliveryMode } from './request.ts';
import { clock, miniMaxRequest } from './testing/minimax-subject.ts';
import { error, startScriptedMiniMax, type Behaviour } from './testing/start-scripted-minimax.ts';

const upstream = await startScriptedMiniMax();

beforeEach(() => upstream.reset());
afterAll(() => upstream.close());

function provider(mode: DeliveryMode = 'url'): MusicProvider {
  const { apiKey, baseUrl } = upstream;
  return createMiniMaxProvider({ apiKey, baseUrl: `${baseUrl}/`, clock, mode });
}

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

/** What a streamed song becomes when the far end does this. */
function streamed(what: Behaviour, change: Partial<SubmitCall> = {}): Promise<SubmitOutcome> {
  upstream.next(what);
  return provider('stream').submit(miniMaxRequest(), call(change));
}

function hexOf(outcome: SubmitOutcome): string | null {
  const made = outcome.kind === 'finished' ? outcome.clips[0]?.audio : null;
  return made?.kind === 'bytes' ? Buffer.from(made.bytes).toString('hex') : null;
}

const [first, second, whole] = records as [object, object, object];
const last = (change: object) => ({ ...whole, ...change });
const wholeHex = '494433040000000000235453';

describe('a stream', () => {
  it.each([1, 7, 100_000])(
    '[PRO-2] is taken from its last record, not doubled, %i bytes at a time',
    async (writeBytes) => {
      const outcome = await streamed({ frames: records, end: 'end', writeBytes });
      expect(hexOf(outcome)).toBe(wholeHex);
      expect(outcome).toMatchObject({
        clips: [{ variantIndex: 0, durationSeconds: 0.98, lyrics: 'la la la' }],
      });
      expect(upstream.requests).toHaveLength(1);
    },
  );

  it('[PRO-2] is done at its last record, although the connection stays or breaks', async () => {
    expect(hexOf(await streamed({ frames: records, end: 'silence' }))).toBe(wholeHex);
    expect(hexOf(await streamed({ frames: ['[DONE]', ...records, '[DONE]'], end: 'end' }))).toBe(wholeHex);
  });

  it('[PRO-2] is put together from its chunks where the last record has no song', async () => {
    const empty = last({ data: { audio: '', status: 2 } });
    expect(hexOf(await streamed({ frames: [first, second, empty], end: 'end' }))).toBe(wholeHex);
    const broken = last({ data: { audio: '4944334', status: 2 } });
    expect(hexOf(await streamed({ frames: [first, second, broken], end: 'end' }))).toBe(wholeHex);
  });

  it('[PRO-5] trusts no chunks that have a gap, only the whole song', async () => {
    const gap = '{"data":{"audio":"00';
    expect(hexOf(await streamed({ frames: [first, gap, second, whole], end: 'end' }))).toBe(wholeHex);
    const empty = last({ data: { audio: '', status: 2 } });
    const outcome = await streamed({ frames: [first, gap, second, empty], end: 'end' });
    expect(outcome).toMatchObject({ failure: { kind: 'output-invalid', sideEffect: 'accepted' } });
  });

  it('[PRO-5] takes no part for the whole', async () => {
    const part = last({ data: { audio: '4953', status: 2 }, extra_info: null });
    const outcome = await streamed({ frames: [first, second, part], end: 'end' });
    expect(outcome).toMatchObject({ failure: { kind: 'output-invalid', sideEffect: 'accepted' } });
  });

  it.each(['end', 'cut'] as const)(
    '[GEN-3] that ends without its last record (%s) is an unknown outcome',
    async (end) => {
      const outcome = await streamed({ frames: [first, second], end });
      expect(outcome).toMatchObject({ kind: 'failed', failure: { sideEffect: 'unknown', retryable: false } });
      expect(upstream.requests).toHaveLength(1);
    },
  );

  it('[PRO-5] that fails in the middle has its code, and is never free once audio has come', async () => {
    const failed = await streamed({ frames: failing, end: 'end' });
    expect(failed).toMatchObject({
      failure: { kind: 'moderated', sideEffect: 'accepted', upstream: { code: '1027' } },
    });
    const limited = error(1002, 'rate limit').body as object;
    expect(await streamed({ frames: [first, limited], end: 'end' })).toMatchObject({
      failure: { kind: 'rate-limited', sideEffect: 'accepted', retryable: false, canFailOver: false },
    });
    expect(await streamed({ frames: [limited], end: 'end' })).toMatchObject({
      failure: { kind: 'rate-limited', sideEffect: 'none', retryable: true },
    });
  });

  it('[PRO-5] may be refused, or come in one piece after all', async () => {
    expect(await streamed(error(1008, 'insufficient balance'))).toMatchObject({
      failure: { kind: 'no-credit' },
    });
    expect(hexOf(await streamed({ status: 200, body: song }))).toBe(song.data.audio);
    expect(await streamed({ status: 401, body: '<p>', mimeType: 'text/event-stream' })).toMatchObject({
      failure: { kind: 'auth', sideEffect: 'none' },
    });
  });

  it('[PRO-6] stopped in the middle ends at once, outcome unknown', async () => {
    const controller = new AbortController();
    const pending = streamed({ frames: [first], end: 'silence' }, { signal: controller.signal });
    while (upstream.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    controller.abort();
    expect(await pending).toMatchObject({ failure: { kind: 'aborted', sideEffect: 'unknown' } });
  });

  it('[PRO-2] of a whole song of megabytes is read whole', async () => {
    const chunk = '00'.repeat(64 * 1024);
    const part = { ...first, data: { audio: chunk, status: 1 } };
    const all = last({ data: { audio: chunk.repeat(40), status: 2 }, extra_info: null });
    const outcome = await streamed({ frames: [...Array.from({ length: 40 }, () => part), all], end: 'end' });
    expect(hexOf(outcome)).toHaveLength(40 * chunk.length);
  });
});

describe('a cover', () => {
  const cover = (change: object) =>
    miniMaxRequest({ operation: 'cover', prompt: 'as a slow waltz', lyrics: null, ...change });

  it('[PRO-2] is made of audio at an address, or of audio in the request', async () => {
    const referenceAudioUrl = 'https://a.example/b.mp3';
    await provider().submit(cover({ referenceAudioUrl, referenceKey: 'key' }), call());
    await provider().submit(cover({ referenceKey: 'key' }), call());
    const [byAddress, byBytes] = upstream.requests.map(({ body }) => body);
    expect(byAddress).toMatchObject({ model: 'music-cover', audio_url: referenceAudioUrl });
    expect(byAddress).not.toHaveProperty('audio_base64');
    expect(byBytes).toMatchObject({ audio_base64: Buffer.from('ID3 sound').toString('base64') });
  });

  it('[PRO-5] is refused before anything is sent when its audio is missing, unreadable or too large', async () => {
    const readers: SubmitCall['readReference'][] = [
      null,
      () => Promise.reject(new Error('gone')),
      () => Promise.resolve({ ...audio, bytes: new Uint8Array(50 * 1024 * 1024 + 1) }),
    ];
    for (const readReference of readers) {
      const outcome = await provider().submit(cover({ referenceKey: 'key' }), call({ readReference }));
      expect(outcome).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
    }
    expect(upstream.requests).toEqual([]);
  });
});

describe('other work', () => {
  const operate = (prompt: string) => provider().operate?.({ operation: 'lyrics', prompt }, call());

  it('[PRO-2] writes lyrics with one request', async () => {
    upstream.next({ status: 200, body: lyrics });
    expect(await operate('the harbour')).toEqual({
      kind: 'finished',
      clips: [],
      result: { kind: 'lyrics', variants: [{ title: 'Harbour Light', text: lyrics.lyrics }] },
    });
    expect(upstream.requests).toMatchObject([
      { path: '/v1/lyrics_generation', body: { mode: 'write_full_song', prompt: 'the harbour' } },
    ]);
    expect(upstream.requests[0]?.authorization).toBe(`Bearer ${upstream.apiKey}`);
  });

  it.each([
    ['a code', error(2049, 'invalid api key'), 'auth', 'none'],
    ['no words', { status: 200, body: { base_resp: { status_code: 0 } } }, 'bad-response', 'unknown'],
    ['a page', 'html', 'bad-response', 'unknown'],
    ['a lost connection', 'reset-after-body', 'network', 'unknown'],
    ['a fault without a code', { status: 500, body: {} }, 'upstream-fault', 'unknown'],
  ] as const)('[PRO-5] reads %s in answer to lyrics', async (_name, what, kind, sideEffect) => {
    upstream.next(what);
    expect(await operate('the harbour')).toMatchObject({ failure: { kind, sideEffect } });
  });

  it('[PRO-5] refuses a theme that is too long, and what MiniMax does not offer, without a request', async () => {
    expect(await operate('x'.repeat(2001))).toMatchObject({ failure: { kind: 'invalid-request' } });
    const style = await provider().operate?.({ operation: 'style', text: 'x' }, call());
    expect(style).toMatchObject({ failure: { kind: 'unsupported', sideEffect: 'none' } });
    const extended = await provider().submit(miniMaxRequest({ operation: 'extend' }), call());
    expect(extended).toMatchObject({ failure: { kind: 'unsupported', sideEffect: 'none' } });
    expect(upstream.requests).toEqual([]);
  });
});
