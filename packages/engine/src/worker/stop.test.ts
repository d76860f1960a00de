import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { alice } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

async function admitTo(engine: Engine): Promise<string> {
  const body = { prompt: 'a song', provider: 'puppet' };
  const admission = await engine.admit({ caller: alice, body, idempotencyKey: null });
  if (admission.kind !== 'admitted') throw new Error(admission.kind);
  return admission.trackId;
}

describe('an engine that stops', () => {
  const stage = useTestEngine({ started: false });

  it('[GEN-8] hands a free render back at once, and another begins it without waiting for a lease', async () => {
    const { test } = stage;
    const [one, two] = [createPuppetProvider(), createPuppetProvider()];
    const [first, second] = [test.another([one.provider]), test.another([two.provider])];
    await first.engine.start();
    const id = await admitTo(first.engine);
    await test.settle();
    const before = test.clock.now();
    await first.engine.stop();
    await second.engine.start();
    await test.settle();
    expect(two.calls).toHaveLength(1);
    expect(test.clock.now()).toEqual(before);
    two.calls[0]!.answer(song());
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
  });

  it('[GEN-8] waits for a request that may be billed, renewing its claim meanwhile', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider({ delivery: { repeatable: false } });
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    await test.settle();
    let stopped = false;
    const stopping = node.engine.stop().then(() => (stopped = true));
    await test.another([createPuppetProvider().provider]).engine.start();
    await test.pass(60_000, 1_000);
    expect(stopped).toBe(false);
    expect(puppet.calls[0]!.call.signal.aborted).toBe(false);
    puppet.calls[0]!.answer(song());
    await stopping;
    expect(await test.read(id)).toMatchObject({ status: 'completed' });
  });

  it('[GEN-8] takes nothing any more, and starts again when told to', async () => {
    const { test, upstream } = stage;
    await test.engine.start();
    await test.engine.stop();
    const id = await test.admit();
    await test.pass(10_000, 1_000);
    expect(upstream.requests).toEqual([]);
    await test.engine.start();
    await test.until(id, (track) => track.status === 'completed');
  });

  it('[GEN-11] does not wait for ever for an adapter that heeds no signal', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider({}, false);
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    await test.settle();
    let stopped = false;
    const stopping = node.engine.stop().then(() => (stopped = true));
    await test.pass(6_000);
    expect(stopped).toBe(true);
    await stopping;
    expect(await test.read(id)).toMatchObject({ status: 'processing', stage: 'Waiting to try again' });
    await test.engine.cancelTrack('alice', id);
  });
});

describe('an adapter that never answers', () => {
  const stage = useTestEngine({ started: false, settings: { inlineSubmitTimeoutMs: 20_000 } });

  it.each([
    [true, 'PROCESSING_TIMEOUT'],
    [false, 'OUTCOME_UNKNOWN'],
  ])(
    '[GEN-7] [GEN-11] and heeds no signal: the track ends at its deadline (repeatable: %s)',
    async (repeatable, code) => {
      const { test } = stage;
      const puppet = createPuppetProvider({ delivery: { repeatable } }, false);
      const node = test.another([puppet.provider]);
      await node.engine.start();
      const id = await admitTo(node.engine);
      const track = await test.until(id, ended, 1_000);
      expect(track).toMatchObject({ status: 'failed', error: { code }, creditsRefunded: 1 });
      expect(puppet.calls).toHaveLength(1);
    },
  );

  it('[PRO-5] an adapter that throws has said nothing of what it did', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider({ delivery: { repeatable: false } });
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    await test.settle();
    puppet.calls[0]!.throwError(new TypeError('undefined is not a function'));
    const track = await test.until(id, ended, 1_000);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTCOME_UNKNOWN' }, creditsRefunded: 1 });
  });

  it('[I9] [GEN-9] one that throws and is free of charge is asked 3 times more', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider();
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    for (let tries = 1; tries <= 4; tries += 1) {
      for (let left = 100; puppet.calls.length < tries && left > 0; left -= 1) await test.pass(250);
      puppet.calls[tries - 1]!.throwError(new Error('worker crashed'));
    }
    expect(await test.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_ERROR' },
    });
    expect(puppet.calls).toHaveLength(4);
  });
});

describe('progress', () => {
  const stage = useTestEngine({ started: false });

  it('[GEN-4] of a render reaches its owner in many small steps that never go back', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider();
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    await test.settle();
    const { call } = puppet.calls[0]!;
    for (let i = 0; i < 40; i += 1) {
      call.onProgress({ fraction: (i % 7 === 6 ? i - 5 : i) / 40, stage: i < 20 ? 'Composing' : 'Playing' });
      await test.pass(125, 125);
    }
    call.onProgress({ fraction: Number.NaN, stage: 'Mastering\0' });
    await test.settle();
    expect(await test.read(id)).toMatchObject({ stage: 'Mastering' });
    puppet.calls[0]!.answer(song());
    await test.until(id, ended);
    const { rows } = await test.db.pool.query<{ progress: number | null }>(
      "select (track ->> 'progress')::float8 as progress from events where track_id = $1 order by revision",
      [id],
    );
    const said = rows.flatMap(({ progress }) => (progress === null ? [] : [progress]));
    expect(said.length).toBeGreaterThanOrEqual(10);
    expect(said.length).toBeLessThan(40);
    expect(said).toEqual([...said].sort((a, b) => a - b));
  });

  it('shows a stage that began while an earlier one was being written', async () => {
    const { test } = stage;
    const puppet = createPuppetProvider();
    const node = test.another([puppet.provider]);
    await node.engine.start();
    const id = await admitTo(node.engine);
    await test.settle();
    const { call } = puppet.calls[0]!;
    for (const stage of ['Composing', 'Playing', 'Mixing']) call.onProgress({ fraction: 0.1, stage });
    await test.settle();
    expect(await test.read(id)).toMatchObject({ stage: 'Mixing' });
    await test.engine.cancelTrack('alice', id);
  });
});
