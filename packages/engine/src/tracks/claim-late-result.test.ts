import { priceMillicredits } from '@impresario/protocol';
import type { Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet, postCallback, running } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { failure } from '../testing/track-states.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const far = createFarPuppet({ operations: ['generate', 'style'] });
let isLost = false;
const stage = useTestEngine({
  settings: { defaultProvider: 'far', maxProcessingMs: 20_000, maxDownloadMs: 20_000 },
  providers: () => {
    far.reset();
    far.always(() => ({ kind: 'accepted', handle: { taskId: `task-${far.calls.length}`, data: {} } }));
    isLost = false;
    return [far.provider];
  },
  download: () =>
    isLost
      ? Promise.reject(Object.assign(new Error('gone'), { code: 'http-status', status: 404 }))
      : Promise.resolve({ body: once(mp3('song').bytes), mimeType: 'audio/mpeg' }),
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}

const succeeded: Snapshot = {
  state: 'succeeded',
  raw: 's',
  clips: [clip({ audio: { kind: 'url', url: 'https://far.example/late.mp3' } })],
};
const nowFinished = () => {
  far.far.look = () => ({ kind: 'seen', snapshot: succeeded });
};

/** A track that failed at its deadline, its task still running. */
async function failedTrack(caller = newcomer('premium', 10)) {
  const id = await stage.test.admit({ title: 'Rain' }, caller);
  const track = await stage.test.until(id, ended, 2_000);
  expect(track).toMatchObject({ status: 'failed', error: { code: 'PROCESSING_TIMEOUT' } });
  return { id, caller, track };
}

const trackCount = async () => (await stage.test.db.pool.query('select 1 from tracks')).rowCount;

describe('a claim of a late result', () => {
  it('[SEC-1] [GEN-7] is refused for what is another’s, unfinished, completed or cancelled, and for work beside a track', async () => {
    const { id, caller } = await failedTrack();
    nowFinished();
    const { engine } = stage.test;
    expect(await engine.claimTrack(newcomer(), id)).toEqual({ kind: 'not-found' });
    expect(await engine.claimTrack(caller, crypto.randomUUID())).toEqual({ kind: 'not-found' });
    far.far.look = () => ({ kind: 'seen', snapshot: running });
    const open = await stage.test.admit({}, caller);
    await stage.test.settle();
    expect(await engine.claimTrack(caller, open)).toEqual({ kind: 'illegal', status: 'processing' });
    nowFinished();
    await stage.test.until(open, ended);
    expect(await engine.claimTrack(caller, open)).toEqual({ kind: 'illegal', status: 'completed' });
    const ask = { operation: 'style', body: { text: 'dusty' } } as const;
    const operation = await engine.operate({ caller, ask, idempotencyKey: null });
    await stage.test.settle();
    far.works.at(-1)!.answer({ kind: 'failed', failure: failure('moderated', { retryable: false }) });
    await stage.test.settle();
    if (operation.kind !== 'admitted') throw new Error(operation.kind);
    expect(await engine.claimTrack(caller, operation.trackId)).toEqual({ kind: 'not-found' });
  });

  it('[CRE-1] [GEN-7] costs what came back, whatever such a song costs by now', async () => {
    const { id, caller } = await failedTrack();
    nowFinished();
    const prices = { ...priceMillicredits, generate: 7000 };
    const { engine } = stage.test.another(undefined, { prices, maxDownloadMs: 20_000 });
    expect(await engine.claimTrack(caller, id)).toMatchObject({ track: { creditsCharged: 1 } });
    expect((await engine.readCredits(caller)).creditsRemaining).toBe(9);
  });

  it('[GEN-7] finds nothing while the provider has nothing, fails, or cannot be asked', async () => {
    const { id, caller } = await failedTrack();
    const looks = [
      { kind: 'seen', snapshot: running },
      { kind: 'seen', snapshot: { ...succeeded, clips: [] } },
      { kind: 'seen', snapshot: { state: 'failed', raw: 'f', failure: failure('upstream-fault') } },
      { kind: 'failed', failure: failure('network', { phase: 'poll' }) },
    ] as const;
    for (const outcome of looks) {
      far.far.look = () => outcome;
      expect(await stage.test.engine.claimTrack(caller, id)).toEqual({ kind: 'nothing-there' });
    }
    far.far.look = () => {
      throw new Error('The adapter broke.');
    };
    expect(await stage.test.engine.claimTrack(caller, id)).toEqual({ kind: 'nothing-there' });
    expect(await trackCount()).toBe(1);
  });

  it('[CRE-3] short of credits writes nothing', async () => {
    const { id, caller } = await failedTrack(newcomer('premium', 1));
    // What came back is spent elsewhere.
    await stage.test.db.pool.query('select decrement_production_credits($1, 0.4)', [caller.userId]);
    nowFinished();
    expect(await stage.test.engine.claimTrack(caller, id)).toEqual({
      kind: 'insufficient-credits',
      balance: 0.6,
      required: 1,
    });
    expect(await trackCount()).toBe(1);
    expect((await stage.test.db.pool.query('select 1 from events where track_id <> $1', [id])).rowCount).toBe(
      0,
    );
  });

  it('[GEN-7] by five at once, at two processes, makes one track, charged once; the failed one stays as it is', async () => {
    const { id, caller, track } = await failedTrack();
    nowFinished();
    const other = stage.test.another();
    const claims = await Promise.all(
      [stage.test, other, other, stage.test, other].map(({ engine }) => engine.claimTrack(caller, id)),
    );
    const ids = new Set(claims.map((claim) => (claim.kind === 'claimed' ? claim.track.id : claim.kind)));
    expect(ids.size).toBe(1);
    const claimed = await stage.test.until([...ids][0]!, ended);
    expect(claimed).toMatchObject({
      status: 'completed',
      title: 'Rain',
      claimedFrom: id,
      taskId: track.taskId,
      creditsCharged: 1,
      versions: [{ audio: { mimeType: 'audio/mpeg' } }],
    });
    expect(await stage.test.read(id)).toEqual(track);
    expect((await stage.test.engine.readCredits(caller)).creditsRemaining).toBe(9);
    const again = await stage.test.engine.claimTrack(caller, id);
    expect(again).toMatchObject({ kind: 'claimed', track: { id: claimed.id, status: 'completed' } });
  });

  it('[CRE-2] that fails after all gives its credits back, once', async () => {
    const { id, caller } = await failedTrack();
    nowFinished();
    isLost = true;
    const claim = await stage.test.engine.claimTrack(caller, id);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    const before = far.calls.length;
    expect(await stage.test.until(claim.track.id, ended, 1_000)).toMatchObject({
      status: 'failed',
      creditsCharged: 1,
      creditsRefunded: 1,
    });
    expect(far.calls).toHaveLength(before);
    const credits = await stage.test.engine.readCredits(caller);
    expect(credits).toMatchObject({ creditsRemaining: 10, creditsUsedToday: 0 });
    const page = await stage.test.engine.listTransactions(caller, 10, null);
    expect(page!.data.slice(0, 2)).toMatchObject([
      { type: 'refund', amount: 1, trackId: claim.track.id },
      { type: 'claim', amount: -1, trackId: claim.track.id },
    ]);
  });
});

describe('what an operator sees', () => {
  it('[GEN-3] [GEN-7] counts tracks, the queue, callbacks and users, and lists orphans with what was heard of them', async () => {
    const { test } = stage;
    const { id, caller } = await failedTrack();
    expect(await test.engine.listOrphans(10)).toMatchObject([
      {
        trackId: id,
        userId: caller.userId,
        provider: 'far',
        operation: 'generate',
        status: 'accepted',
        trackStatus: 'failed',
        errorCode: 'PROCESSING_TIMEOUT',
        lateResultAt: null,
        claimedBy: null,
      },
    ]);
    const { correlation } = far.calls.at(-1)!.call;
    const { taskId } = await test.read(id);
    await postCallback(test.engine, correlation, { task: taskId, snapshot: succeeded });
    await postCallback(test.engine, null, { task: 'of nobody', snapshot: running });
    await test.settle();
    const [orphan] = await test.engine.listOrphans(10);
    expect(orphan!.lateResultAt).toBe(test.clock.now().toISOString());

    far.far.look = () => ({ kind: 'seen', snapshot: running });
    const second = await failedTrack();
    expect((await test.engine.listOrphans(1)).map(({ trackId }) => trackId)).toEqual([second.id]);
    nowFinished();
    const claim = await test.engine.claimTrack(caller, id);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    await test.until(claim.track.id, ended);
    await test.engine.stop();
    const queued = await test.admit({}, caller);
    expect(await test.engine.readOverview()).toMatchObject({
      tracks: { pending: 1, processing: 0, completed: 1, failed: 2, cancelled: 0 },
      queued: { far: 1 },
      stuck: 0,
      orphans: { open: 1, claimed: 1 },
      callbacks: { waiting: 1, lastHour: 2 },
      users: 2,
    });
    expect((await test.engine.listOrphans(10)).map(({ claimedBy }) => claimedBy)).toEqual([
      null,
      claim.track.id,
    ]);
    test.clock.advance(2 * 3_600_000);
    expect(await test.engine.readOverview()).toMatchObject({
      stuck: 1,
      callbacks: { waiting: 1, lastHour: 0 },
    });
    await test.engine.cancelTrack(caller.userId, queued);
  });
});
