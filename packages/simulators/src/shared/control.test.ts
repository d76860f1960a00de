import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type ManualWorld, type Simulator } from '../index.ts';
import { callSuno, key, song } from '../testing/suno-caller.ts';
import { faults } from './faults.ts';
import { promptWords, rulesInPrompt } from './prompt-words.ts';
import { createScript } from './script.ts';

let simulator: Simulator;
let world: ManualWorld;
beforeEach(async () => {
  world = createManualWorld();
  simulator = await startSimulator('suno', { world, speed: 'instant', songSeconds: 3 });
});
afterEach(() => simulator.close());

const control = (path: string, body: unknown) =>
  fetch(`${simulator.url}/_simulator/${path}`, { method: 'POST', body: JSON.stringify(body) });

describe('/_simulator', () => {
  it('[PRO-8] needs no key and explains every fault and every word', async () => {
    const help = await (await fetch(`${simulator.url}/_simulator`)).text();
    for (const name of [...Object.keys(faults), ...Object.keys(promptWords).map((word) => `sim:${word}`)])
      expect(help).toContain(name);
  });

  it('[PRO-8] shows what was asked, billed and sent', async () => {
    const suno = callSuno(simulator);
    const taskId = await suno.start('/api/v1/generate', song);
    await suno.music(taskId);
    const state = (await (await fetch(`${simulator.url}/_simulator/state`)).json()) as Record<
      string,
      unknown
    >;
    expect(state).toMatchObject({
      kind: 'suno',
      creditsLeft: 988,
      counts: { submits: 1, billable: 1, polls: 1 },
      tasks: [{ id: taskId, kind: 'generate', status: 'SUCCESS', polls: 1, callbackUrl: song.callBackUrl }],
    });
  });

  it('[PRO-8] takes rules and says what is wrong with them', async () => {
    expect((await control('script', { on: 'submit', do: { fault: 'html' } })).status).toBe(200);
    expect(simulator.control.state().rules).toHaveLength(1);
    const wrong = await control('script', { on: 'submit', do: { fault: 'twins' } });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toEqual({ error: '"twins" happens on asset, not on submit.' });
    expect((await control('script', { on: 'nowhere' })).status).toBe(400);
  });

  it('[PRO-8] sets the balance, and a reset forgets all', async () => {
    await control('credits', { credits: 3 });
    expect(await callSuno(simulator).post('/api/v1/generate', song)).toMatchObject({ code: 429 });
    await control('reset', {});
    expect(simulator.control.state()).toMatchObject({ creditsLeft: 1000, tasks: [], counts: { submits: 0 } });
  });

  it('[PRO-8] browns out, for a time or until told otherwise', async () => {
    const status = () =>
      fetch(`${simulator.url}/api/v1/generate/credit`, { headers: key }).then((answer) => answer.status);
    await control('down', { ms: 10_000 });
    expect(await status()).toBe(503);
    await world.advance(10_000);
    expect(await status()).toBe(200);
    await control('down', { how: 'reset' });
    await expect(status()).rejects.toThrow();
    await control('up', {});
    expect(await status()).toBe(200);
  });

  it('[PRO-8] lets pages of other origins in', async () => {
    const answer = await fetch(`${simulator.url}/api/v1/generate`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });
});

describe('rules', () => {
  it('[PRO-8] apply as often as they say, where they match', () => {
    const script = createScript();
    script.add({ on: 'poll', times: 2, match: { promptIncludes: 'sea' }, do: { fault: 'html' } });
    expect(script.take('poll', { prompt: 'land' })).toBeNull();
    expect(script.take('submit', { prompt: 'sea' })).toBeNull();
    expect([1, 2, 3].map(() => script.take('poll', { prompt: 'the sea' })?.fault)).toEqual([
      'html',
      'html',
      undefined,
    ]);
  });

  it('[PRO-8] of every word of a prompt are sound', () => {
    const script = createScript();
    for (const name of Object.keys(promptWords)) {
      const rules = rulesInPrompt(`a song sim:${name} please`);
      expect(rules).toHaveLength(1);
      rules.forEach((rule) => script.add(rule));
    }
    expect(rulesInPrompt('sim:slow=20s')[0]?.do).toEqual({ fault: 'slow', ms: 20_000 });
    expect(rulesInPrompt('sim:slow=500ms sim:fail=531 sim:nothing').map((rule) => rule.do)).toEqual([
      { fault: 'slow', ms: 500 },
      { fault: 'fail', code: 531 },
    ]);
  });
});
