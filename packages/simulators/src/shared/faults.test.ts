import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Rule, type Simulator } from '../index.ts';
import { callSuno, key, song, type SunoCaller } from '../testing/suno-caller.ts';

let simulator: Simulator;
let suno: SunoCaller;
beforeEach(async () => {
  simulator = await startSimulator('suno', { speed: 'instant', songSeconds: 3, rateLimits: 'none' });
  suno = callSuno(simulator);
});
afterEach(() => simulator.close());

const submit = (init: RequestInit = {}, prompt = song.prompt) =>
  fetch(`${simulator.url}/api/v1/generate`, {
    ...{ method: 'POST', headers: key, body: JSON.stringify({ ...song, prompt }) },
    ...init,
  });
const billable = () => simulator.control.state().counts.billable;

describe('a fault of a submit', () => {
  it('[PRO-8] happens once, and then the service is well again', async () => {
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 455 } });
    expect(await (await submit()).json()).toMatchObject({ code: 455, msg: 'System maintenance' });
    expect(await (await submit()).json()).toMatchObject({ code: 200 });
  });

  it('[PRO-8] can be a real HTTP status with its words', async () => {
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 429, status: 429 } });
    const answer = await submit();
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({
      code: 429,
      msg: expect.stringContaining('credits are insufficient'),
    });
  });

  it('[PRO-8] html and empty are no JSON', async () => {
    simulator.control.script({ on: 'submit', do: { fault: 'html' } });
    const page = await submit();
    expect([page.status, page.headers.get('content-type'), billable()]).toEqual([
      502,
      'text/html; charset=UTF-8',
      0,
    ]);
    simulator.control.script({ on: 'submit', do: { fault: 'empty' } });
    expect(await (await submit()).text()).toBe('');
    expect(billable()).toBe(1);
  });

  it.each([
    ['reset-before', 0],
    ['accept-then-reset', 1],
  ] as const)('[PRO-8] %s cuts the connection with %i tasks billed', async (fault, count) => {
    simulator.control.script({ on: 'submit', do: { fault } });
    await expect(submit()).rejects.toThrow();
    expect(billable()).toBe(count);
  });

  it('[PRO-8] truncated breaks off in the body, with the task billed', async () => {
    simulator.control.script({ on: 'submit', do: { fault: 'truncated' } });
    await expect(submit().then((answer) => answer.text())).rejects.toThrow();
    expect(billable()).toBe(1);
  });

  it('[PRO-8] hang never answers and does nothing', async () => {
    simulator.control.script({ on: 'submit', do: { fault: 'hang' } });
    await expect(submit({ signal: AbortSignal.timeout(40) })).rejects.toThrow();
    expect(billable()).toBe(0);
  });

  it('[PRO-8] can be asked for by a word in the prompt, for that request only', async () => {
    await expect(submit({}, 'sea sim:accept-then-reset')).rejects.toThrow();
    expect(await (await submit({}, 'sea sim:error=405')).json()).toMatchObject({ code: 405 });
    expect(await (await submit()).json()).toMatchObject({ code: 200 });
    expect(billable()).toBe(2);
  });
});

describe('a fault of a look', () => {
  it('[PRO-8] may be a status that nobody knows, or success without audio', async () => {
    const taskId = await suno.start('/api/v1/generate', { ...song, prompt: 'sea sim:unknown-status=1' });
    expect((await suno.music(taskId)).status).toBe('AWAITING_REVIEW');
    simulator.control.script({ on: 'poll', match: { taskId }, do: { fault: 'success-without-audio' } });
    const mute = await suno.music(taskId);
    expect([mute.status, mute.response?.sunoData[0]?.audioUrl]).toEqual(['SUCCESS', '']);
    expect((await suno.music(taskId)).response?.sunoData[0]?.audioUrl).not.toBe('');
  });
});

describe('a fault of a file', () => {
  async function finishedUrls(): Promise<string[]> {
    const { response } = await suno.music(await suno.start('/api/v1/generate', song));
    return response?.sunoData.map(({ audioUrl }) => audioUrl) ?? [];
  }
  const play = (rule: Omit<Rule, 'on'>) => simulator.control.script({ on: 'asset', ...rule });

  it('[PRO-8] ranges are served, and refused beyond the end', async () => {
    const [url = ''] = await finishedUrls();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = await fetch(url, { headers: { range: 'bytes=100-199' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
    const tail = await fetch(url, { headers: { range: 'bytes=-10' } });
    expect((await tail.arrayBuffer()).byteLength).toBe(10);
    expect((await fetch(url, { headers: { range: `bytes=${whole.length}-` } })).status).toBe(416);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(whole.length));
  });

  it('[PRO-8] 404, html, redirect and zero bytes', async () => {
    const [url = ''] = await finishedUrls();
    play({ do: { fault: '404' } });
    expect((await fetch(url)).status).toBe(404);
    play({ do: { fault: 'html' } });
    expect((await fetch(url)).headers.get('content-type')).toBe('text/html');
    play({ do: { fault: 'redirect', url: 'http://169.254.169.254/latest' } });
    const away = await fetch(url, { redirect: 'manual' });
    expect([away.status, away.headers.get('location')]).toEqual([302, 'http://169.254.169.254/latest']);
    play({ do: { fault: 'redirect' } });
    expect((await fetch(url)).status).toBe(200);
    play({ do: { fault: 'zero-bytes' } });
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(0);
  });

  it('[PRO-8] truncate and a huge length break off', async () => {
    const [url = ''] = await finishedUrls();
    for (const fault of ['truncate', 'huge-content-length'] as const) {
      play({ do: { fault } });
      await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    }
  });

  it('[PRO-8] slow-loris drips', async () => {
    const [url = ''] = await finishedUrls();
    play({ do: { fault: 'slow-loris', ms: 5 } });
    const reader = (await fetch(url)).body?.getReader();
    const chunk = await reader?.read();
    expect(chunk?.value?.length).toBeLessThan(5);
    await reader?.cancel();
  });

  it('[PRO-8] an expired file is back when its task was looked at', async () => {
    const taskId = await suno.start('/api/v1/generate', { ...song, prompt: 'sea sim:audio-expired' });
    const url = (await suno.music(taskId)).response?.sunoData[0]?.audioUrl ?? '';
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([403, 403]);
    await suno.music(taskId);
    expect((await fetch(url)).status).toBe(200);
  });

  it('[PRO-8] twins are the same bytes', async () => {
    const [one = '', other = ''] = await finishedUrls();
    play({ times: 2, do: { fault: 'twins' } });
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    expect((await bytes(other)).equals(await bytes(one))).toBe(true);
    expect((await bytes(other)).equals(await bytes(one))).toBe(false);
  });
});
