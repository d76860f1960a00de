import { makeMp3 } from '@impresario/provider/conformance';
import type { TrackSnapshot } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import type { OperationAsk } from '../engine.ts';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { alice } from '../testing/test-engine.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const operations = [
  'generate',
  'extend',
  'cover',
  'add-vocals',
  'add-instrumental',
  'replace-section',
] as const;
const [near, far] = [
  createPuppetProvider({ id: 'near', operations: [...operations] }),
  createPuppetProvider({ id: 'far', operations: [...operations] }),
];
const stage = useTestEngine({
  settings: { defaultProvider: 'near' },
  providers: () => [near.provider, far.provider],
});

const bytes = makeMp3(2, 'the source');
const source = {
  prompt: 'slow rain',
  title: 'Rain',
  styleTags: ['lo-fi'],
  hasVocals: false,
  seed: 7,
  variants: 2,
  durationSeconds: 90,
};

async function finishedTrack(): Promise<TrackSnapshot> {
  for (const puppet of [near, far]) puppet.always(() => song());
  near.always(() => song({ title: 'Rain', audio: { kind: 'bytes', bytes, mimeType: 'audio/mpeg' } }));
  const id = await stage.test.admit(source);
  const track = await stage.test.until(id, ended);
  near.always(() => song());
  return track;
}

const operate = (ask: OperationAsk, idempotencyKey: string | null = null) =>
  stage.test.engine.operate({ caller: alice, ask, idempotencyKey });

async function make(ask: OperationAsk): Promise<TrackSnapshot> {
  const answer = await operate(ask);
  if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
  return stage.test.until(answer.trackId, ended);
}

describe('a song from another', () => {
  it('keeps the sections that its provider tells', async () => {
    const sections = [
      { kind: 'verse', label: 'Verse', startSeconds: 0, endSeconds: 1.25 },
      { kind: 'outro', label: 'Outro', startSeconds: 1.25, endSeconds: 2 },
    ];
    near.always(() => song({ sections }));
    const { versions } = await stage.test.until(await stage.test.admit(source), ended);
    expect(versions[0]).toMatchObject({ sections });
  });

  it('is found by its source, as are the retries of that; nothing else is', async () => {
    const track = await finishedTrack();
    const extended = await make({ operation: 'extend', trackId: track.id, body: {} });
    const of = async (sourceTrackId: string, userId = 'alice') => {
      const all = { limit: 9, cursor: null, status: null, provider: null, search: null };
      return (await stage.test.engine.listTracks(userId, { ...all, sourceTrackId }))!.data.map(
        ({ id }) => id,
      );
    };
    stage.test.clock.advance(1);
    const retried = await stage.test.engine.retryTrack({ caller: alice, idempotencyKey: null }, track.id, {});
    if (retried.kind !== 'admitted') throw new Error(retried.kind);
    expect(await of(track.id)).toEqual([retried.trackId, extended.id]);
    expect(await of(extended.id)).toEqual([]);
    expect(await of(track.id, 'bob')).toEqual([]);
  });

  it('[GEN-1] [CRE-1] is a track of its own, priced by its operation; what is not said is as in the source', async () => {
    const track = await finishedTrack();
    const body = { continueAtSeconds: 1.5, lyrics: 'More rain' };
    const extended = await make({ operation: 'extend', trackId: track.id, body });
    expect(extended).toMatchObject({
      operation: 'extend',
      status: 'completed',
      prompt: 'slow rain',
      title: 'Rain',
      styleTags: ['lo-fi'],
      hasVocals: false,
      lyrics: 'More rain',
      sourceTrackId: track.id,
      sourceVersionId: track.versions[0]!.id,
      creditsCharged: 0.5,
    });
    const { request, call } = near.calls.at(-1)!;
    expect(request).toMatchObject({
      operation: 'extend',
      continueAtSeconds: 1.5,
      section: null,
      // They were for the other song.
      seed: extended.seed,
      durationSeconds: null,
      source: {
        trackId: track.id,
        variantIndex: 0,
        provider: 'near',
        clipId: 'clip-0',
        request: { seed: 7 },
      },
    });
    expect(extended.seed).not.toBe(7);
    expect(call.readReference).toBeNull();
    const prices = [
      [{ operation: 'cover', trackId: track.id, body: {} }, 1],
      [{ operation: 'add-vocals', trackId: track.id, body: { prompt: 'x' } }, 1],
      [{ operation: 'add-instrumental', trackId: track.id, body: { prompt: 'x' } }, 1],
      [
        {
          operation: 'replace-section',
          trackId: track.id,
          body: { startSeconds: 0, endSeconds: 1, lyrics: 'Sun' },
        },
        0.5,
      ],
    ] as const;
    for (const [ask, credits] of prices) {
      const made = await make(ask);
      expect(made).toMatchObject({
        operation: ask.operation,
        creditsCharged: credits,
        sourceTrackId: track.id,
      });
    }
    expect(near.calls.at(-1)!.request).toMatchObject({
      section: { startSeconds: 0, endSeconds: 1 },
      lyrics: 'Sun',
    });
  });

  it('[GEN-1] says what is said: prompt, style and title of the request go before those of the source', async () => {
    const track = await finishedTrack();
    const body = { prompt: 'fast sun', styleTags: ['ska'], title: 'Sun' };
    expect(await make({ operation: 'cover', trackId: track.id, body })).toMatchObject(body);
  });

  it('[PRO-1] at another provider is handed the audio, which knows nothing of the source’s tasks', async () => {
    const track = await finishedTrack();
    for (const operation of ['cover', 'extend'] as const) {
      await make({ operation, trackId: track.id, body: { provider: 'far' } });
      const { request, call } = far.calls.at(-1)!;
      expect(request).toMatchObject({ operation, referenceKey: track.versions[0]!.audio!.key });
      const heard = await call.readReference!();
      expect(heard.mimeType).toBe('audio/mpeg');
      expect(Buffer.from(heard.bytes).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('[GEN-10] is retried as what it was, from the same source', async () => {
    const track = await finishedTrack();
    const moderated = failure('moderated', { retryable: false });
    near.always(() => ({ kind: 'failed', failure: moderated }));
    const section = { startSeconds: 0, endSeconds: 1, lyrics: 'Sun' };
    const failed = await make({ operation: 'replace-section', trackId: track.id, body: section });
    expect(failed).toMatchObject({ status: 'failed', creditsRefunded: 0.5 });
    near.always(() => song());
    const submission = { caller: alice, idempotencyKey: null };
    const answer = await stage.test.engine.retryTrack(submission, failed.id, { prompt: 'gentle sun' });
    if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
    expect(await stage.test.until(answer.trackId, ended)).toMatchObject({
      status: 'completed',
      operation: 'replace-section',
      prompt: 'gentle sun',
      lyrics: 'Sun',
      creditsCharged: 0.5,
      sourceTrackId: track.id,
      sourceVersionId: track.versions[0]!.id,
    });
    expect(near.calls.at(-1)!.request).toMatchObject({
      section: { startSeconds: 0, endSeconds: 1 },
      source: { trackId: track.id },
    });
  });

  it('[GEN-10] is handed its source’s audio when it is retried at another provider', async () => {
    const track = await finishedTrack();
    near.always(() => ({ kind: 'failed', failure: failure('moderated', { retryable: false }) }));
    const failed = await make({ operation: 'extend', trackId: track.id, body: {} });
    const submission = { caller: alice, idempotencyKey: null };
    const answer = await stage.test.engine.retryTrack(submission, failed.id, { provider: 'far' });
    if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
    await stage.test.until(answer.trackId, ended);
    expect(far.calls.at(-1)!.request.referenceKey).toBe(track.versions[0]!.audio!.key);
  });

  it('[IDM-2] under one key and of another source is another request, also when it names its own id', async () => {
    const [one, two] = [await finishedTrack(), await finishedTrack()];
    const body = { trackId: crypto.randomUUID() };
    const first = await operate({ operation: 'cover', trackId: one.id, body }, 'key');
    expect(first).toMatchObject({ kind: 'admitted', replayed: false, trackId: body.trackId });
    expect(await operate({ operation: 'cover', trackId: two.id, body }, 'key')).toEqual({
      kind: 'idempotency-mismatch',
      trackId: body.trackId,
    });
    await stage.test.until(body.trackId, ended);
  });

  it('[LIM-1] counts as a generation', async () => {
    const track = await finishedTrack();
    await stage.test.engine.stop();
    const answer = await operate({ operation: 'cover', trackId: track.id, body: {} });
    expect(answer).toMatchObject({
      quotas: [
        { name: 'minute', remaining: 28 },
        { name: 'concurrent', remaining: 9 },
      ],
    });
    await stage.test.engine.start();
    await stage.test.until(answer.kind === 'admitted' ? answer.trackId : '', ended);
  });
});
