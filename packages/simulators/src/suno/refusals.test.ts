import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { callSuno, key, song } from '../testing/suno-caller.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator('suno', { speed: 'instant', songSeconds: 30, ...options });
  open.push(simulator);
  return simulator;
}

const long = (length: number) => 'a'.repeat(length);

describe('a refusal', () => {
  it.each([
    ['sunoapi', { callBackUrl: undefined }, 400],
    ['kie', { callBackUrl: undefined }, 422],
    ['sunoapi', { customMode: undefined }, 400],
    ['kie', { model: 'V99' }, 422],
    ['sunoapi', { prompt: long(5001) }, 413],
    ['kie', { prompt: long(5001) }, 422],
    ['sunoapi', { customMode: false, prompt: long(501) }, 413],
    ['sunoapi', { model: 'V4', style: long(201) }, 413],
    ['sunoapi', { styleWeight: 1.1 }, 400],
    ['sunoapi', { vocalGender: 'x' }, 400],
  ] as const)('[PRO-8] on %s of %j has code %i', async (dialect, change, code) => {
    const simulator = await start({ dialect });
    expect(await callSuno(simulator).post('/api/v1/generate', { ...song, ...change })).toMatchObject({
      code,
      data: null,
    });
    expect(simulator.control.state().counts).toMatchObject({ submits: 1, billable: 0 });
  });

  it.each([
    ['sunoapi', 429, 430],
    ['kie', 402, 429],
  ] as const)(
    '[PRO-8] on %s is %i without credits and %i when there are too many',
    async (dialect, poor, fast) => {
      const simulator = await start({ dialect, credits: 11 });
      const suno = callSuno(simulator);
      expect(await suno.post('/api/v1/generate', song)).toMatchObject({ code: poor });
      simulator.control.credits(1000);
      const codes: number[] = [];
      for (let index = 0; index < 20; index++) codes.push((await suno.post('/api/v1/generate', song)).code);
      expect(codes.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => 200));
      expect(codes[19]).toBe(fast);
    },
  );

  it('[PRO-8] is HTTP 200 with code 401 for a wrong or missing key', async () => {
    const { url } = await start({ apiKey: 'right' });
    for (const headers of [new Headers(), new Headers({ authorization: 'Bearer wrong' })]) {
      const answer = await fetch(`${url}/api/v1/generate/credit`, { headers });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ code: 401 });
    }
  });

  it('[PRO-8] meets the fourth look within a second', async () => {
    const suno = callSuno(await start());
    const taskId = await suno.start('/api/v1/generate', song);
    const codes = await Promise.all(
      [1, 2, 3, 4].map(async () => (await suno.get(`/api/v1/generate/record-info?taskId=${taskId}`)).code),
    );
    expect(codes.sort()).toEqual([200, 200, 200, 430]);
  });

  it('[PRO-8] of the balance of the other host is 404', async () => {
    expect(await callSuno(await start()).get('/api/v1/chat/credit')).toMatchObject({ code: 404 });
    const kie = callSuno(await start({ dialect: 'kie' }));
    expect(await kie.get('/api/v1/chat/credit')).toMatchObject({ code: 200, data: 1000 });
  });

  it('[PRO-8] of the whole family: sources, ranges, windows', async () => {
    const suno = callSuno(await start());
    const taskId = await suno.start('/api/v1/generate', song);
    const [track] = (await suno.music(taskId)).response?.sunoData ?? [];
    const extend = { ...song, defaultParamFlag: true, audioId: track?.id, continueAt: 12 };
    const section = {
      ...{ taskId, audioId: track?.id, prompt: 'new', tags: 'folk', title: 'Harbour', fullLyrics: 'all' },
      ...{ infillStartS: 5, infillEndS: 16 },
    };
    const codeOf = async (path: string, body: unknown) =>
      (await suno.post(`/api/v1/generate/${path}`, body)).code;
    expect(await codeOf('extend', extend)).toBe(200);
    expect(await codeOf('extend', { ...extend, continueAt: 31 })).toBe(400);
    expect(await codeOf('extend', { ...extend, model: 'V4' })).toBe(400);
    expect(await codeOf('extend', { ...extend, audioId: 'nobody' })).toBe(400);
    expect(await codeOf('replace-section', section)).toBe(200);
    expect(await codeOf('replace-section', { ...section, infillEndS: 14 })).toBe(400);
    expect(await codeOf('replace-section', { ...section, infillEndS: 25 })).toBe(400);
    expect(await codeOf('replace-section', { ...section, uploadUrl: 'http://far.example/a.mp3' })).toBe(400);
    expect(await codeOf('add-vocals', { ...song, uploadUrl: 'not an address', negativeTags: 'x' })).toBe(400);
    expect(
      await codeOf('add-instrumental', {
        ...song,
        uploadUrl: 'http://far.example/a.mp3',
        tags: 'x',
        negativeTags: 'y',
      }),
    ).toBe(200);
  });

  it('[PRO-8] of a call that is not JSON, or not there', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/api/v1/generate`, { method: 'POST', headers: key, body: '{' });
    expect(await answer.json()).toMatchObject({ code: 400 });
    expect((await fetch(`${url}/api/v1/nothing`, { headers: key })).status).toBe(404);
  });
});
