import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';
import { startReceiver, type Receiver } from '../testing/receiver.ts';
import { callSuno, key, song, type SunoCaller } from '../testing/suno-caller.ts';

let simulator: Simulator;
let far: Receiver;
let suno: SunoCaller;
let taskId: string;
let audioId: string;

beforeAll(async () => {
  far = await startReceiver();
  simulator = await startSimulator('suno', {
    speed: 'instant',
    songSeconds: 12,
    dialect: 'kie',
    webhookSecret: 'hush',
  });
  suno = callSuno(simulator);
});
beforeEach(async () => {
  simulator.control.reset();
  taskId = await suno.start('/api/v1/generate', song);
  audioId = (await suno.music(taskId)).response?.sunoData[0]?.id ?? '';
  far.received.length = 0;
});
afterAll(async () => {
  await simulator.close();
  await far.close();
});

const back = () => ({ callBackUrl: far.url });
const bytesAt = async (url: unknown) => Buffer.from(await (await fetch(String(url))).arrayBuffer());

describe('what is made beside a song', () => {
  it('[PRO-8] lyrics come in two variants, with the task id in camel case', async () => {
    const id = await suno.start('/api/v1/lyrics', { prompt: 'the sea at night', ...back() });
    const record = await suno.record('lyrics', id);
    expect(record).toMatchObject({ status: 'SUCCESS', type: 'LYRICS' });
    expect((record['response'] as { data: unknown[] }).data).toHaveLength(2);
    await far.until(1);
    expect(far.received[0]?.json).toMatchObject({ data: { callbackType: 'complete', taskId: id } });
  });

  it('[PRO-8] a WAV is made once a track; a second call is 409', async () => {
    const id = await suno.start('/api/v1/wav/generate', { taskId, audioId, ...back() });
    const record = await suno.record('wav', id);
    expect(record).toMatchObject({ successFlag: 'SUCCESS', musicId: audioId });
    const wav = await bytesAt((record['response'] as { audioWavUrl: string }).audioWavUrl);
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(await suno.post('/api/v1/wav/generate', { taskId, audioId, ...back() })).toMatchObject({
      code: 409,
    });
  });

  it('[PRO-8] stems are two or twelve, each its own sound, each call billed', async () => {
    const two = await suno.start('/api/v1/vocal-removal/generate', { taskId, audioId, ...back() });
    await far.until(1);
    expect(far.received[0]?.json).toMatchObject({
      data: { task_id: two, vocal_removal_info: { origin_url: '', vocal_url: expect.any(String) } },
    });
    const body = { taskId, audioId, type: 'split_stem', ...back() };
    const record = await suno.record(
      'vocal-removal',
      await suno.start('/api/v1/vocal-removal/generate', body),
    );
    const response = record['response'] as Record<string, string | null>;
    const urls = Object.entries(response).filter(([name, url]) => name.endsWith('Url') && url !== null);
    expect(urls).toHaveLength(12);
    expect(response['instrumentalUrl']).toBeNull();
    expect((await bytesAt(response['drumsUrl'])).equals(await bytesAt(response['bassUrl']))).toBe(false);
    expect(simulator.control.state().creditsLeft).toBe(1000 - 12 - 10 - 50);
  });

  it('[PRO-8] a video is an MP4, a cover is two pictures and only once', async () => {
    const video = await suno.record(
      'mp4',
      await suno.start('/api/v1/mp4/generate', { taskId, audioId, ...back() }),
    );
    const mp4 = await bytesAt((video['response'] as { videoUrl: string }).videoUrl);
    expect(mp4.subarray(4, 8).toString()).toBe('ftyp');
    const id = await suno.start('/api/v1/suno/cover/generate', { taskId, ...back() });
    const cover = await suno.record('suno/cover', id);
    expect(cover).toMatchObject({ successFlag: 1, parentTaskId: taskId });
    expect(await suno.post('/api/v1/suno/cover/generate', { taskId, ...back() })).toMatchObject({
      code: 400,
    });
  });

  it('[PRO-8] words are timed, a style is written, a persona is made once', async () => {
    const timed = await suno.post('/api/v1/generate/get-timestamped-lyrics', { taskId, audioId });
    const { alignedWords } = timed.data as { alignedWords: { word: string; startS: number; endS: number }[] };
    expect(alignedWords.map(({ word }) => word).join('')).toBe(song.prompt);
    expect(alignedWords.every(({ startS, endS }) => startS < endS && endS <= 12)).toBe(true);
    const style = await suno.post('/api/v1/style/generate', { content: 'pop' });
    expect(style.data).toMatchObject({ successFlag: '1', creditsRemaining: 987.6 });
    const persona = { taskId, audioId, name: 'N', description: 'D' };
    expect(await suno.post('/api/v1/generate/generate-persona', persona)).toMatchObject({ code: 200 });
    expect(await suno.post('/api/v1/generate/generate-persona', persona)).toMatchObject({ code: 409 });
  });

  it('[PRO-8] a failure has the words of its kind', async () => {
    simulator.control.script({ on: 'task', do: { fault: 'fail' } });
    const id = await suno.start('/api/v1/wav/generate', { taskId, audioId, ...back() });
    expect(await suno.record('wav', id)).toMatchObject({
      successFlag: 'GENERATE_WAV_FAILED',
      errorCode: 501,
    });
    await far.until(1);
    expect(far.received[0]?.json).toMatchObject({ code: 501, data: { audioWavUrl: null, task_id: id } });
  });

  it('[PRO-8] kie signs the task and the time, not the body', async () => {
    const id = await suno.start('/api/v1/lyrics', { prompt: 'sea', ...back() });
    await far.until(1);
    const headers = far.received[0]?.headers ?? {};
    const seconds = String(headers['x-webhook-timestamp']);
    const expected = createHmac('sha256', 'hush').update(`${id}.${seconds}`).digest('base64');
    expect(headers['x-webhook-signature']).toBe(expected);
  });
});

describe('uploads', () => {
  it('[PRO-8] by stream, base64 and address answer a link that works as a source', async () => {
    const form = new FormData();
    form.set('file', new File([Buffer.from('sound')], 'a.mp3'));
    form.set('uploadPath', 'takes');
    const { authorization } = key;
    const sent = await fetch(`${simulator.url}/api/file-stream-upload`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    const stream = (await sent.json()) as {
      success: boolean;
      data: { downloadUrl: string; fileSize: number };
    };
    expect(stream).toMatchObject({ success: true, data: { fileSize: 5 } });
    expect((await bytesAt(stream.data.downloadUrl)).toString()).toBe('sound');
    const coded = { base64Data: 'data:audio/mpeg;base64,c291bmQ=', uploadPath: 'takes', fileName: 'b.mp3' };
    expect((await suno.post('/api/file-base64-upload', coded)).data).toMatchObject({
      mimeType: 'audio/mpeg',
      fileSize: 5,
    });
    const copied = { fileUrl: stream.data.downloadUrl, uploadPath: 'takes', fileName: 'c.mp3' };
    expect((await suno.post('/api/file-url-upload', copied)).data).toMatchObject({ fileSize: 5 });
    const id = await suno.start('/api/v1/generate/upload-cover', {
      ...song,
      uploadUrl: stream.data.downloadUrl,
    });
    expect(await suno.music(id)).toMatchObject({ status: 'SUCCESS', operationType: 'upload_cover' });
  });

  it('[PRO-8] need a path without slashes at its ends', async () => {
    const body = { base64Data: 'c291bmQ=', uploadPath: '/takes' };
    expect(await suno.post('/api/file-base64-upload', body)).toMatchObject({ code: 422 });
  });
});
