import { createScriptedTaskProvider } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { createTestDice } from '../testing/test-dice.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('cancelling', () => {
  const puppet = createPuppetProvider();
  const stage = useTestEngine({
    providers: (upstream) => [createScriptedTaskProvider(upstream), puppet.provider],
  });
  const cancel = (id: string, userId = 'alice') => stage.test.engine.cancelTrack(userId, id);

  it('[GEN-10] a waiting track gives the credits back and nothing is sent', async () => {
    const { test, upstream } = stage;
    await test.engine.stop();
    const id = await test.admit();
    const change = await cancel(id);
    expect(change).toMatchObject({ kind: 'done', track: { status: 'cancelled', creditsRefunded: 1 } });
    await test.engine.start();
    await test.pass(3_000);
    expect(upstream.requests).toEqual([]);
  });

  it('[GEN-10] a track that waits to try again gives the credits back', async () => {
    const { test, upstream } = stage;
    upstream.next('submit', { do: 'error', status: 503 });
    const id = await test.admit();
    await test.until(id, (track) => track.stage === 'Waiting to try again');
    expect(await cancel(id)).toMatchObject({ kind: 'done', track: { creditsRefunded: 1 } });
  });

  it('[GEN-10] accepted work keeps the credits, says so, and is stopped at the provider', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const id = await test.admit();
    await test.until(id, (track) => track.status === 'processing');
    const change = await cancel(id);
    expect(change).toMatchObject({ kind: 'done', track: { status: 'cancelled', creditsRefunded: 0 } });
    expect(change.kind === 'done' && change.track.error!.message).toContain('did not come back');
    await test.settle();
    expect(upstream.tasks[0]!.canceled).toBe(true);
  });

  it('[GEN-10] does not wait for a provider that does not answer, nor fail with it', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    upstream.always('cancel', () => ({ do: 'hang' }));
    const id = await test.admit();
    await test.until(id, (track) => track.status === 'processing');
    expect((await cancel(id)).kind).toBe('done');
    await test.engine.stop();
  });

  it('[GEN-3] while the request is under way stops the task as soon as its reply names it', async () => {
    const { test, upstream } = stage;
    const { submit, ...rest } = createScriptedTaskProvider(upstream);
    let reply = () => {};
    const gate = new Promise<void>((resolve) => (reply = resolve));
    const deaf: typeof submit = async (request, call) => {
      const outcome = await submit(request, { ...call, signal: new AbortController().signal });
      await gate;
      return outcome;
    };
    await test.engine.stop();
    const node = test.another([{ ...rest, submit: deaf }]);
    await node.engine.start();
    const id = await test.admit();
    await test.pass(1_250);
    await upstream.arrived('submit');
    expect(await node.engine.cancelTrack('alice', id)).toMatchObject({ track: { creditsRefunded: 0 } });
    reply();
    await test.settle();
    expect(upstream.tasks[0]!.canceled).toBe(true);
    const { rows } = await test.db.pool.query('select status, task_id from attempts where track_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ status: 'accepted', task_id: upstream.tasks[0]!.taskId }]);
  });

  it('[GEN-10] a free render gives the credits back and stops it at once', async () => {
    const { test } = stage;
    const id = await test.admit({ provider: 'puppet' });
    await test.settle();
    const { signal } = puppet.calls.at(-1)!.call;
    expect(await cancel(id)).toMatchObject({ kind: 'done', track: { creditsRefunded: 1 } });
    expect(signal.aborted).toBe(true);
    await test.settle();
    expect(await test.read(id)).toMatchObject({ status: 'cancelled' });
  });

  it('[I6] a finished track changes nothing; nor a second time', async () => {
    const { test } = stage;
    const id = await test.admit();
    const done = await test.until(id, ended);
    expect(await cancel(id)).toEqual({ kind: 'illegal', status: 'completed' });
    expect(await test.read(id)).toEqual(done);
    const other = await test.admit({ provider: 'puppet' });
    const [one, two] = await Promise.all([cancel(other), cancel(other)]);
    expect([one.kind, two.kind].sort()).toEqual(['done', 'illegal']);
  });

  it('[SEC-1] another user’s track does not exist', async () => {
    const { test } = stage;
    const id = await test.admit({ provider: 'puppet' });
    expect(await cancel(id, 'mallory')).toEqual({ kind: 'not-found' });
    expect((await test.read(id)).status).not.toBe('cancelled');
    await cancel(id);
  });

  it('[GEN-4] racing completion ends in one of the two, whole, whichever comes first', async () => {
    const { test } = stage;
    const seen = new Set<string>();
    const dice = createTestDice(7);
    for (let race = 0; race < 16; race += 1) {
      const id = await test.admit({ provider: 'puppet' });
      await test.settle();
      const call = puppet.calls.at(-1)!;
      const turns = Math.floor(dice.fraction() * 150);
      call.answer(song());
      // The first is certain to be cancelled in time, the last to be too late.
      if (race === 15) await test.until(id, ended, 1);
      else
        for (let turn = 0; turn < turns * race; turn += 15)
          await new Promise((resolve) => setImmediate(resolve));
      const change = await cancel(id);
      await test.settle();
      const track = await test.read(id);
      seen.add(track.status);
      expect(change.kind === 'done').toBe(track.status === 'cancelled');
      expect(track.creditsRefunded).toBe(track.status === 'cancelled' ? 1 : 0);
      expect(await test.violations()).toEqual([]);
      test.clock.advance(2_000);
    }
    expect([...seen].sort()).toEqual(['cancelled', 'completed']);
  });
});
