import { afterEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { startReceiver, type Receiver } from '../testing/receiver.ts';
import { callSuno, song } from '../testing/suno-caller.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator('suno', { speed: 'instant', songSeconds: 3, seed: 1, ...options });
  open.push(simulator);
  return simulator;
}

async function receiver(): Promise<Receiver> {
  const started = await startReceiver();
  open.push(started);
  return started;
}

const typesOf = (received: Receiver['received']) =>
  received.map(({ json }) => (json as { data: { callbackType: string } }).data.callbackType);

describe('a song', () => {
  it('[PRO-8] goes through the documented statuses in the documented time', async () => {
    const world = createManualWorld();
    const suno = callSuno(await start({ world, speed: 'realistic' }));
    const taskId = await suno.start('/api/v1/generate', song);
    const seen: string[] = [];
    for (const seconds of [0, 36, 90, 30]) {
      await world.advance(seconds * 1000);
      seen.push((await suno.music(taskId)).status);
    }
    expect(seen).toEqual(['PENDING', 'TEXT_SUCCESS', 'FIRST_SUCCESS', 'SUCCESS']);
  });

  it('[PRO-8] shows a stream first, then one finished track of two, as it was observed', async () => {
    const world = createManualWorld();
    const suno = callSuno(await start({ world, speed: 'realistic' }));
    const taskId = await suno.start('/api/v1/generate', song);
    expect((await suno.music(taskId)).response).toBeNull();
    await world.advance(36_000);
    const [written] = (await suno.music(taskId)).response?.sunoData ?? [];
    expect(written).toMatchObject({ audioUrl: '', duration: null, createTime: 1_767_225_600_000 });
    expect((await (await fetch(written?.streamAudioUrl ?? '')).arrayBuffer()).byteLength).toBeGreaterThan(
      9000,
    );
    await world.advance(90_000);
    const { response } = await suno.music(taskId);
    expect(response?.sunoData.map(({ audioUrl }) => audioUrl !== '')).toEqual([true, false]);
  });

  it('[PRO-8] ends with two different audible files, a cover, and an empty stream', async () => {
    const suno = callSuno(await start());
    const { status, response } = await suno.music(await suno.start('/api/v1/generate', song));
    expect(status).toBe('SUCCESS');
    const [one, other] = response?.sunoData ?? [];
    const bytes = async (url = '') => Buffer.from(await (await fetch(url)).arrayBuffer());
    const [first, second] = [await bytes(one?.audioUrl), await bytes(other?.audioUrl)];
    expect(first.subarray(0, 3).toString()).toBe('ID3');
    expect(first.equals(second)).toBe(false);
    expect((await bytes(one?.imageUrl)).subarray(1, 4).toString()).toBe('PNG');
    expect(await bytes(one?.streamAudioUrl)).toHaveLength(0);
  });

  it('[PRO-8] answers data null for a task that is not there or of another kind', async () => {
    const suno = callSuno(await start());
    const lyrics = await suno.start('/api/v1/lyrics', { prompt: 'sea', callBackUrl: song.callBackUrl });
    expect(await suno.get(`/api/v1/generate/record-info?taskId=${lyrics}`)).toMatchObject({
      code: 200,
      data: null,
    });
    expect(await suno.get('/api/v1/generate/record-info?taskId=nothing')).toMatchObject({
      code: 200,
      data: null,
    });
  });
});

describe('callbacks', () => {
  it('[PRO-8] come as text, first and complete, both tracks in each', async () => {
    const far = await receiver();
    const suno = callSuno(await start());
    const taskId = await suno.start('/api/v1/generate', { ...song, callBackUrl: `${far.url}/cb` });
    await far.until(3);
    expect(typesOf(far.received)).toEqual(['text', 'first', 'complete']);
    const first = far.received[1]?.json as { data: { task_id: string; data: Record<string, unknown>[] } };
    expect(first.data.task_id).toBe(taskId);
    expect(first.data.data).toHaveLength(2);
    expect(first.data.data[1]).toMatchObject({ audio_url: '', title: 'Harbour' });
    expect(first.data.data[1]).not.toHaveProperty('duration');
  });

  it('[PRO-8] come in the documented shape when that is asked for', async () => {
    const far = await receiver();
    const suno = callSuno(await start({ firstShape: 'documented', dialect: 'kie' }));
    await suno.start('/api/v1/generate', { ...song, callBackUrl: far.url });
    await far.until(3);
    const counts = far.received.map(({ json }) => (json as { data: { data: unknown[] } }).data.data.length);
    expect(counts).toEqual([0, 1, 2]);
  });
});

describe('a failure', () => {
  it.each([
    ['sim:fail', 'GENERATE_AUDIO_FAILED', 501],
    ['sim:fail=531', 'GENERATE_AUDIO_FAILED', 531],
    ['sim:fail=408', 'CREATE_TASK_FAILED', 408],
    ['sim:moderated', 'SENSITIVE_WORD_ERROR', 400],
  ])('[PRO-8] is asked for in the prompt: %s', async (word, status, errorCode) => {
    const suno = callSuno(await start());
    const taskId = await suno.start('/api/v1/generate', { ...song, prompt: `sea ${word}` });
    expect(await suno.music(taskId)).toMatchObject({ status, errorCode });
  });

  it('[PRO-8] gives the credits back for 531 only', async () => {
    const simulator = await start();
    const suno = callSuno(simulator);
    await suno.start('/api/v1/generate', { ...song, prompt: 'sim:fail=531' });
    expect(simulator.control.state().creditsLeft).toBe(1000);
    await suno.start('/api/v1/generate', { ...song, prompt: 'sim:fail' });
    expect(await suno.get('/api/v1/generate/credit')).toMatchObject({ data: 988 });
  });

  it('[PRO-8] tells the callback in the way of its host', async () => {
    const far = await receiver();
    for (const dialect of ['sunoapi', 'kie'] as const)
      await callSuno(await start({ dialect })).start('/api/v1/generate', {
        ...song,
        prompt: 'sim:moderated',
        callBackUrl: far.url,
      });
    await far.until(2);
    expect(far.received.map(({ json }) => (json as { data: unknown }).data)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ callbackType: 'error', data: null }),
        expect.objectContaining({ callbackType: 'error', data: [] }),
      ]),
    );
  });

  it('[PRO-8] of a source that cannot be fetched is 451', async () => {
    const suno = callSuno(await start());
    const body = { ...song, uploadUrl: 'http://127.0.0.1:9/nothing.mp3' };
    const taskId = await suno.start('/api/v1/generate/upload-cover', body);
    await expect
      .poll(() => suno.music(taskId).then(({ errorCode }) => errorCode), { interval: 400 })
      .toBe(451);
  });

  it.each([
    ['sim:one-version', 'SUCCESS', [true, false]],
    ['sim:no-audio', 'SUCCESS', [false, false]],
    ['sim:callback-exception', 'CALLBACK_EXCEPTION', [true, true]],
  ])('[PRO-8] that looks like success: %s', async (word, status, audible) => {
    const suno = callSuno(await start());
    const record = await suno.music(await suno.start('/api/v1/generate', { ...song, prompt: word }));
    expect(record.status).toBe(status);
    expect(record.response?.sunoData.map(({ audioUrl }) => audioUrl !== '')).toEqual(audible);
  });
});
