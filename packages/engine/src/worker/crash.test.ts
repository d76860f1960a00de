import { createScriptedTaskProvider } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import type { Engine } from '../engine.ts';
import { alice, eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);
/** A track for the puppet, asked of an engine that has one. */
async function admitTo(engine: Engine): Promise<string> {
  const body = { prompt: 'a song', provider: 'puppet' };
  const admission = await engine.admit({ caller: alice, body, idempotencyKey: null });
  if (admission.kind !== 'admitted') throw new Error(admission.kind);
  return admission.trackId;
}

const completed = (track: { status: string }) => track.status === 'completed';

describe('two engines on one database', () => {
  const stage = useTestEngine();

  it('[GEN-8] run every due row once', async () => {
    const { test, upstream } = stage;
    upstream.script({ latencyMs: { submit: 3, poll: 2 } });
    await Promise.all([test.another().engine.start(), test.another().engine.start()]);
    const ids = await Promise.all(Array.from({ length: 10 }, () => test.admit()));
    for (const id of ids) await test.until(id, completed);
    expect(upstream.submits()).toHaveLength(10);
    // Each look at a task was made by one engine only: two of them saw the two steps of its script.
    expect(upstream.tasks.map(({ lookCount }) => lookCount)).toEqual(ids.map(() => 2));
  });

  it('[GEN-4] both may do the step that is due after a cancel, and nothing comes of it', async () => {
    const { test } = stage;
    await test.another().engine.start();
    const id = await test.admit();
    await test.engine.cancelTrack('alice', id);
    await test.pass(3_000);
    expect(await test.read(id)).toMatchObject({ status: 'cancelled' });
    expect(stage.upstream.submits().length).toBeLessThanOrEqual(1);
  });
});

describe('a process that dies', () => {
  const stage = useTestEngine({ started: false });

  it.each(['hang', 'lose-reply', 'ok'] as const)(
    '[GEN-3] [GEN-8] with a request under way (%s) leaves a track that another one reconciles: one request, one song',
    async (fault) => {
      const { test, upstream } = stage;
      upstream.next('submit', { do: fault });
      const first = test.another();
      const id = await test.admit();
      await first.engine.start();
      await upstream.arrived('submit');
      await first.kill();
      await test.another().engine.start();
      const early = await test.read(id);
      expect(early.status).toBe('pending');
      expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
      expect(upstream.submits()).toHaveLength(1);
    },
  );

  it('[GEN-8] between two looks is continued by whoever comes, at the time that was due', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }, { status: 'running' }, { status: 'succeeded' }] });
    const first = test.another();
    await first.engine.start();
    const id = await test.admit();
    await test.until(id, (track) => track.status === 'processing');
    await first.kill();
    await test.another().engine.start();
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(upstream.submits()).toHaveLength(1);
  });

  it('[GEN-6] while it fetches: another one fetches again and nothing is generated twice', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'succeeded' }] });
    upstream.next('download', { do: 'hang' });
    const first = test.another();
    await first.engine.start();
    const id = await test.admit();
    await test.until(id, (track) => track.stage === 'Storing the files');
    await first.kill();
    await test.another().engine.start();
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
    expect(upstream.submits()).toHaveLength(1);
  });

  it('[GEN-6] while it fetches, and nobody comes until long after: the song still gets a whole try', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'succeeded' }], covers: false, latencyMs: { download: 30 } });
    upstream.next('download', { do: 'hang' });
    const first = test.another();
    await first.engine.start();
    const id = await test.admit({ variants: 1 });
    await test.until(id, (track) => track.stage === 'Storing the files');
    await first.kill();
    test.clock.advance(3_600_000);
    await test.another().engine.start();
    await upstream.arrived('download', 2);
    test.clock.advance(5_000);
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
  });

  it('[GEN-8] [CRE-2] in the middle of a free render: begun anew, charged once, never refunded', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider();
    const doomed = test.another([puppet.provider]);
    const heir = test.another([puppet.provider]);
    await doomed.engine.start();
    const id = await admitTo(doomed.engine);
    await test.settle();
    expect(puppet.calls).toHaveLength(1);
    await doomed.kill();
    await heir.engine.start();
    await test.pass(12_000);
    expect(puppet.calls).toHaveLength(2);
    puppet.calls[1]!.answer(song());
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    const { rows } = await test.db.pool.query(
      'select status from attempts where track_id = $1 order by number',
      [id],
    );
    expect(rows).toEqual([{ status: 'abandoned' }, { status: 'finished' }]);
    const ledger = await test.db.pool.query('select type from credit_transactions where track_id = $1', [id]);
    expect(ledger.rows).toEqual([{ type: 'generation' }]);
  });
});

describe('a render that kills its process', () => {
  const stage = useTestEngine({ started: false, settings: { inlineSubmitTimeoutMs: 60_000 } });

  it('[GEN-7] again and again is given up at the deadline', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider();
    const id = await admitTo(test.another([puppet.provider]).engine);
    for (let life = 0; life < 12 && !ended(await test.read(id)); life += 1) {
      const node = test.another([puppet.provider]);
      await node.engine.start();
      await test.settle();
      await node.kill();
      test.clock.advance(11_000);
    }
    expect(await test.read(id)).toMatchObject({ status: 'failed', creditsRefunded: 1 });
    expect(puppet.calls).toHaveLength(6);
  });
});

describe('a claim', () => {
  const stage = useTestEngine({ started: false });

  /** One engine in the middle of a render, its claim then taken over by another. */
  async function takenOver() {
    const { test } = stage;
    const [old, fresh] = [createPuppetProvider({}, false), createPuppetProvider()];
    const [first, second] = [test.another([old.provider]), test.another([fresh.provider])];
    await first.engine.start();
    const id = await admitTo(first.engine);
    await eventually(
      async () => old.calls.length,
      (count) => count === 1,
    );
    // The row as it is when the first engine was frozen for longer than its lease.
    await test.db.pool.query('update tracks set lease_until = $1 where id = $2', [test.clock.now(), id]);
    await second.engine.start();
    await eventually(
      async () => fresh.calls.length,
      (count) => count === 1,
    );
    await test.settle();
    return { id, old: old.calls[0]!, fresh: fresh.calls[0]!, first, second };
  }

  it('[I10] that was lost writes no progress', async () => {
    const { test } = stage;
    const { id, old, fresh } = await takenOver();
    const before = await test.read(id);
    old.call.onProgress({ fraction: 0.9, stage: 'Stale' });
    await test.settle();
    expect(await test.read(id)).toEqual(before);
    fresh.call.onProgress({ fraction: 0.2, stage: 'Fresh' });
    await test.settle();
    expect(await test.read(id)).toMatchObject({ stage: 'Fresh', progress: 0.2 });
    fresh.answer(song());
    await test.until(id, completed);
  });

  it('[I10] that was lost brings no outcome and no failure', async () => {
    const { test } = stage;
    for (const stale of [song({ title: 'Stale' }), failedOutcome]) {
      const { id, old, fresh, first, second } = await takenOver();
      const before = await test.read(id);
      old.answer(stale);
      await test.settle();
      expect(await test.read(id)).toEqual(before);
      fresh.answer(song({ title: 'Fresh' }));
      expect(await test.until(id, ended)).toMatchObject({ status: 'completed', title: 'Fresh' });
      await first.kill();
      await second.kill();
    }
  });

  it('[GEN-8] is renewed while the work goes on, so nobody else takes it', async () => {
    const { test } = stage;
    const [one, two] = [createPuppetProvider(), createPuppetProvider()];
    const [first, second] = [test.another([one.provider]), test.another([two.provider])];
    await first.engine.start();
    const id = await admitTo(first.engine);
    await test.settle();
    await second.engine.start();
    await test.pass(120_000, 1_000);
    expect(two.calls).toHaveLength(0);
    one.calls[0]!.answer(song());
    await test.until(id, completed);
  });

  it('[GEN-3] outlives a database that is away for longer than a lease: the reply in hand is not lost', async () => {
    const { test, upstream } = stage;
    const provider = createScriptedTaskProvider(upstream);
    let reply = () => {};
    const gate = new Promise<void>((resolve) => (reply = resolve));
    const slow = {
      ...provider,
      find: async () => null,
      submit: async (...args: Parameters<typeof provider.submit>) => {
        const outcome = await provider.submit(...args);
        await gate;
        return outcome;
      },
    };
    const node = test.another([slow]);
    const id = await test.admit();
    await node.engine.start();
    await upstream.arrived('submit');
    await test.settle();
    // As after an outage of the database: the lease ran out, and nobody could renew it.
    await test.db.pool.query('update tracks set lease_until = $1 where id = $2', [test.clock.now(), id]);
    await test.pass(1_500);
    reply();
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(upstream.submits()).toHaveLength(1);
  });
});

describe('a database that cuts connections', () => {
  const stage = useTestEngine();

  it('[GEN-8] at any moment only delays: every track is completed, charged once', async () => {
    const { test, upstream } = stage;
    upstream.script({ latencyMs: { submit: 2, poll: 2, download: 2 } });
    const ids = await Promise.all(Array.from({ length: 5 }, () => test.admit()));
    for (let i = 0; i < 25; i += 1) {
      await test.node.disconnect();
      await new Promise((resolve) => setImmediate(resolve));
      test.clock.advance(400);
    }
    for (const id of ids) expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(upstream.submits()).toHaveLength(5);
  });
});

const failedOutcome = {
  kind: 'failed',
  failure: {
    kind: 'moderated',
    phase: 'submit',
    message: 'No.',
    sideEffect: 'none',
    retryable: false,
    canFailOver: false,
  },
} as const;
