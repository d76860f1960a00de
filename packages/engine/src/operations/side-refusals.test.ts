import { describe, expect, it } from 'vitest';
import type { OperationAsk } from '../engine.ts';
import { newcomer } from '../testing/callers.ts';
import { mp3, song } from '../testing/puppet-provider.ts';
import { emptyClip } from '@impresario/provider';
import { useSideStage } from '../testing/use-side-stage.ts';

const { stage, puppet, finishedTrack, operate, begin, follow, ledger, versionOf } = useSideStage();
const stems = ['drums', 'vocals'].map((name) => ({ name, audio: mp3(name) }));
const stemsMade = { kind: 'finished', clips: [{ ...emptyClip(0), stems }] } as const;

describe('what cannot be worked on', () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  const wavOf = (trackId: string, versionId?: string): OperationAsk => ({
    operation: 'wav',
    trackId,
    body: { ...(versionId && { versionId }) },
  });

  it('[SEC-1] is what is another’s, nobody’s, removed, or no version of the track', async () => {
    const trackId = await finishedTrack();
    const other = await finishedTrack();
    const foreign = (await versionOf(other)).id;
    expect(await operate(wavOf(trackId), null, newcomer())).toEqual({ kind: 'not-found' });
    expect(await operate(wavOf(nobody))).toEqual({ kind: 'not-found' });
    expect(await operate(wavOf(trackId, nobody))).toEqual({ kind: 'no-such-version' });
    expect(await operate(wavOf(trackId, foreign))).toEqual({ kind: 'no-such-version' });
    await stage.test.engine.removeTrack('alice', other);
    expect(await operate(wavOf(other))).toEqual({ kind: 'not-found' });
    const operation = await begin(wavOf(trackId));
    expect(await operate(wavOf(operation))).toEqual({ kind: 'not-found' });
    expect(await stage.test.engine.readOperation('mallory', operation)).toBeNull();
    expect(await stage.test.engine.readTrack('alice', operation)).toBeNull();
  });

  it('[GEN-10] is what is not completed, or what its provider does not do', async () => {
    puppet.always(null);
    const waiting = await stage.test.admit({ provider: 'puppet' });
    await stage.test.settle();
    expect(await operate(wavOf(waiting))).toEqual({ kind: 'illegal', status: 'processing' });
    await stage.test.engine.cancelTrack('alice', waiting);
    expect(await operate(wavOf(waiting))).toEqual({ kind: 'illegal', status: 'cancelled' });
    puppet.always(() => song({ title: 'Rain' }));
    const elsewhere = await finishedTrack('mute');
    expect(await operate(wavOf(elsewhere))).toEqual({
      kind: 'unsupported-operation',
      provider: 'mute',
      operation: 'wav',
    });
    expect(await operate({ operation: 'lyrics', body: { prompt: 'x', provider: 'mute' } })).toMatchObject({
      kind: 'unsupported-operation',
    });
    // Where nobody is named, whoever can do it is asked.
    expect(
      await follow(await begin({ operation: 'lyrics', body: { prompt: 'x' } }), () => true),
    ).toMatchObject({
      provider: 'puppet',
    });
  });
});

describe('an idempotency key of work beside a track', () => {
  it('[IDM-2] gives the first reply again to the byte, also when the source is gone, and refuses another body', async () => {
    const trackId = await finishedTrack();
    const other = await finishedTrack();
    const ask = (id: string, mode: 'all' | 'vocals'): OperationAsk => ({
      operation: 'stems',
      trackId: id,
      body: { mode },
    });
    const first = await operate(ask(trackId, 'all'), 'key');
    const firstId = first.kind === 'admitted' ? first.trackId : '';
    const again = await operate(ask(trackId, 'all'), 'key');
    expect(again).toEqual({ ...first, replayed: true, quotas: [] });
    const mismatch = { kind: 'idempotency-mismatch', trackId: firstId };
    expect(await operate(ask(trackId, 'vocals'), 'key')).toEqual(mismatch);
    expect(await operate(ask(other, 'all'), 'key')).toEqual(mismatch);
    expect(await operate({ operation: 'wav', trackId, body: {} }, 'key')).toEqual(mismatch);
    await stage.test.settle();
    puppet.works.at(-1)!.answer(stemsMade);
    await follow(firstId);
    await stage.test.engine.removeTrack('alice', trackId);
    expect(await operate(ask(trackId, 'all'), 'key')).toEqual(again);
    expect(await operate(ask(trackId, 'vocals'), 'key')).toEqual(mismatch);
    expect(await ledger()).toEqual([
      ...Array<string>(2).fill('generation generate -1000'),
      'generation stems -500',
    ]);
  });
});

describe('the limits of work beside a track', () => {
  it('[LIM-1] are 30 a minute in a bucket of its own; it is no generation and takes no place of one', async () => {
    const free = newcomer('free', 100);
    const ask: OperationAsk = { operation: 'style', body: { text: 'dusty' } };
    const answers = await Promise.all(Array.from({ length: 32 }, () => operate(ask, null, free)));
    const refused = answers.filter(({ kind }) => kind === 'limited');
    expect(answers.filter(({ kind }) => kind === 'admitted')).toHaveLength(30);
    expect(refused[0]).toMatchObject({
      by: 'minute',
      retryAfterSeconds: 2,
      quotas: [{ name: 'minute', limit: 30, remaining: 0 }],
    });
    const generation = await stage.test.submit({ provider: 'mute' }, free);
    expect(generation).toMatchObject({
      kind: 'admitted',
      quotas: [
        { name: 'minute', remaining: 2 },
        { name: 'day', remaining: 9 },
        { name: 'concurrent', remaining: 0 },
      ],
    });
    stage.test.clock.advance(2_000);
    expect(await operate(ask, null, free)).toMatchObject({ kind: 'admitted' });
    await stage.test.settle();
    for (const work of puppet.works)
      work.answer({ kind: 'finished', clips: [], result: { kind: 'style', text: 'x' } });
    await stage.test.settle();
    stage.test.clock.advance(20_000);
    expect(await stage.test.submit({ provider: 'mute' }, free)).toMatchObject({
      quotas: [{ name: 'minute' }, { name: 'day', remaining: 8 }, { name: 'concurrent' }],
    });
  });

  it('[CRE-3] writes nothing when credits are short', async () => {
    const poor = newcomer('free', 0.05);
    const answer = await operate({ operation: 'lyrics', body: { prompt: 'x' } }, 'key', poor);
    expect(answer).toEqual({ kind: 'insufficient-credits', balance: 0.05, required: 0.1 });
    expect((await stage.test.db.pool.query('select 1 from tracks')).rowCount).toBe(0);
  });
});
