import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { startReceiver, type Receiver } from '../testing/receiver.ts';
import { callSuno, song } from '../testing/suno-caller.ts';

let far: Receiver;
const open: Simulator[] = [];
beforeEach(async () => {
  far = await startReceiver();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await far.close();
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator('suno', { speed: 'instant', songSeconds: 3, ...options });
  open.push(simulator);
  return simulator;
}

const sing = (simulator: Simulator, prompt = 'sea') =>
  callSuno(simulator).start('/api/v1/generate', { ...song, prompt, callBackUrl: far.url });
const typeOf = (json: unknown) => (json as { data: { callbackType: string } }).data.callbackType;
const sentTypes = () => far.received.map(({ json }) => typeOf(json));

describe('a callback', () => {
  it('[PRO-8] is tried three times, and then no more', async () => {
    const simulator = await start();
    far.answers.push(500, 404, 302, 500);
    const taskId = await sing(simulator);
    await far.until(6);
    expect(sentTypes()).toEqual(['text', 'text', 'text', 'first', 'first', 'complete']);
    const { callbacks } = simulator.control.state().tasks.find(({ id }) => id === taskId) ?? {};
    expect(callbacks?.slice(0, 4).map(({ answer }) => answer)).toEqual([500, 404, 302, 500]);
  });

  it('[PRO-8] is lost, doubled or out of order by a word in the prompt', async () => {
    const simulator = await start();
    await sing(simulator, 'sim:lose-callback');
    await sing(simulator, 'sim:duplicate-callback=2');
    await far.until(6);
    expect(sentTypes()).toEqual(['text', 'text', 'first', 'first', 'complete', 'complete']);
    far.received.length = 0;
    await sing(simulator, 'sim:reorder-callback');
    await far.until(3);
    expect(sentTypes()).toEqual(['first', 'text', 'complete']);
  });

  it('[PRO-8] comes before the reply of the submit when told to', async () => {
    const simulator = await start();
    simulator.control.script({ on: 'callback', do: { fault: 'before-reply' } });
    const reply = sing(simulator).then(() => far.received.length);
    expect(await reply).toBeGreaterThan(0);
  });

  it('[PRO-8] waits for the reply otherwise', async () => {
    const simulator = await start();
    const taskId = await sing(simulator);
    await far.until(1);
    expect(far.received[0]?.raw).toContain(taskId);
  });

  it('[PRO-8] is late when told to, by the clock it was given', async () => {
    const world = createManualWorld();
    const simulator = await start({ world });
    await sing(simulator, 'sim:late-callback=5s');
    await world.advance(4999);
    expect(far.received).toEqual([]);
    await world.advance(1);
    await far.until(1);
  });

  it('[PRO-8] is signed over its bytes and time, wrongly or long ago when told to', async () => {
    const simulator = await start({ webhookSecret: 'hush', signTimestamp: true });
    for (const fault of ['forge', 'stale'] as const)
      simulator.control.script({
        on: 'callback',
        match: { callbackType: fault === 'forge' ? 'text' : 'first' },
        do: { fault },
      });
    await sing(simulator);
    const [forged, stale, sound] = await far.until(3);
    const isSigned = (each: typeof forged) => {
      const seconds = String(each?.headers['x-suno-timestamp']);
      const expected = createHmac('sha256', 'hush').update(`${seconds}.${each?.raw}`).digest('hex');
      return each?.headers['x-suno-signature'] === expected;
    };
    expect([isSigned(forged), isSigned(stale), isSigned(sound)]).toEqual([false, true, true]);
    const ageSeconds = (each: typeof forged) => Date.now() / 1000 - Number(each?.headers['x-suno-timestamp']);
    expect(ageSeconds(stale)).toBeGreaterThan(3590);
    expect(ageSeconds(sound)).toBeLessThan(60);
  });

  it('[PRO-8] is not sent to an address that is reserved for examples', async () => {
    const simulator = await start();
    await callSuno(simulator).start('/api/v1/generate', { ...song, callBackUrl: 'https://example.com/' });
    const [task] = simulator.control.state().tasks;
    expect(task?.callbacks.map(({ answer }) => answer)).toEqual([
      'nobody there',
      'nobody there',
      'nobody there',
    ]);
  });

  it('[PRO-8] names a stranger when told to, and can be sent again', async () => {
    const simulator = await start();
    simulator.control.script({ on: 'callback', do: { fault: 'other-task' } });
    const taskId = await sing(simulator);
    await far.until(3);
    expect(far.received.map(({ raw }) => raw.includes(taskId))).toEqual([false, true, true]);
    expect(simulator.control.resend(taskId)).toBe(true);
    expect(typeOf((await far.until(4))[3]?.json)).toBe('complete');
  });
});
