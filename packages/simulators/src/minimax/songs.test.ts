import { afterEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { bytesAt, callJson } from '../testing/json-caller.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const all: SimulatorOptions = { speed: 'instant', songSeconds: 2, seed: 1, ...options };
  const simulator = await startSimulator('minimax', all);
  open.push(simulator);
  return simulator;
}

const path = '/v1/music_generation';
const song = { model: 'music-3.0', prompt: 'folk', lyrics: '[Verse]\nSnow on the wall' };

interface Reply {
  readonly data: { readonly audio: string; readonly status: number } | null;
  readonly extra_info: { readonly music_size: number; readonly music_duration: number } | null;
  readonly base_resp: { readonly status_code: number; readonly status_msg: string };
}

async function make(options: SimulatorOptions, change: object = {}): Promise<Reply> {
  const { body } = await callJson(await start(options)).post(path, { ...song, ...change });
  return body as unknown as Reply;
}

async function records(simulator: Simulator, change: object = {}): Promise<Reply[]> {
  const answer = await callJson(simulator).raw(path, { ...song, stream: true, ...change });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events = (await answer.text()).split('\n\n').filter((event) => event !== '');
  return events.map((event) => JSON.parse(event.replace(/^data: /, '')) as Reply);
}

describe('a song', () => {
  it('[PRO-8] is hex digits of a real file in the reply', async () => {
    const { data, extra_info, base_resp } = await make({});
    const bytes = Buffer.from(data?.audio ?? '', 'hex');
    expect([data?.status, base_resp]).toEqual([2, { status_code: 0, status_msg: 'success' }]);
    expect([bytes[0], bytes.length]).toEqual([0xff, extra_info?.music_size]);
    expect(extra_info?.music_duration).toBe(2000);
  });

  it('[PRO-8] is in the format that was asked for', async () => {
    const wav = await make({}, { audio_setting: { format: 'wav' } });
    expect(
      Buffer.from(wav.data?.audio ?? '', 'hex')
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
    const pcm = await make({}, { audio_setting: { format: 'pcm' } });
    expect(pcm.extra_info?.music_size).toBe(2 * 2 * 44_100);
  });

  it('[PRO-8] may be an address that wants its whole query and lives for a day', async () => {
    const world = createManualWorld();
    const { data, extra_info } = await make({ world }, { output_format: 'url' });
    const url = data?.audio ?? '';
    expect(await bytesAt(url)).toHaveLength(extra_info?.music_size ?? 0);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
    await world.advance(24 * 3_600_000);
    expect((await fetch(url)).status).toBe(403);
  });

  it('[PRO-8] takes its time, and holds a place until it is made', async () => {
    const world = createManualWorld();
    const simulator = await start({ world, speed: 'realistic', concurrencyMax: 1 });
    const reply = callJson(simulator).post(path, song);
    await expect.poll(() => simulator.control.state().counts.billable, { interval: 2 }).toBe(1);
    expect((await callJson(simulator).post(path, song)).body).toMatchObject({
      base_resp: { status_code: 1041 },
    });
    await world.advance(99_999);
    expect(simulator.control.state().tasks).toMatchObject([{ status: 'generating' }]);
    await world.advance(1);
    expect((await reply).body).toMatchObject({ base_resp: { status_code: 0 } });
    expect(simulator.control.state().tasks).toMatchObject([{ status: 'done', billed: 0.15 }]);
  });

  it('[PRO-8] is made and billed although the caller went away', async () => {
    const world = createManualWorld();
    const simulator = await start({ world, speed: 'realistic' });
    const gone = new AbortController();
    const reply = callJson(simulator).raw(path, song, { signal: gone.signal });
    await expect.poll(() => simulator.control.state().counts.billable, { interval: 2 }).toBe(1);
    gone.abort();
    await expect(reply).rejects.toThrow();
    await world.advance(100_000);
    expect(simulator.control.state()).toMatchObject({ creditsLeft: 999.85, tasks: [{ status: 'done' }] });
  });
});

describe('a stream', () => {
  it('[PRO-8] brings pieces, and all of it again in the last record', async () => {
    const seen = await records(await start());
    const last = seen.at(-1);
    expect(seen.map(({ data }) => data?.status)).toEqual([1, 1, 1, 1, 1, 1, 2]);
    expect(seen[0]?.extra_info).toBeNull();
    const pieces = seen.slice(0, -1).map(({ data }) => data?.audio ?? '');
    expect(pieces.every((piece) => piece.length > 0 && piece.length % 2 === 0)).toBe(true);
    expect(pieces.join('')).toBe(last?.data?.audio);
    expect(last?.extra_info?.music_size).toBe((last?.data?.audio.length ?? 0) / 2);
  });

  it('[PRO-8] begins long before the song is done', async () => {
    const world = createManualWorld();
    const simulator = await start({ world, speed: 'realistic' });
    const answer = callJson(simulator).raw(path, { ...song, stream: true });
    await expect.poll(() => simulator.control.state().counts.billable, { interval: 2 }).toBe(1);
    await world.advance(25_000);
    const reader = (await answer).body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(100);
    expect(simulator.control.state().tasks).toMatchObject([{ status: 'generating' }]);
    await reader?.cancel();
  });

  it('[PRO-8] may end early, or with a refusal after some audio', async () => {
    const early = await records(await start(), { prompt: 'sim:stream-ends-early' });
    expect(early.map(({ data }) => data?.status)).toEqual([1, 1, 1, 1, 1, 1]);
    const refused = await records(await start(), { prompt: 'sim:moderated-output' });
    expect(refused.map(({ base_resp }) => base_resp.status_code)).toEqual([0, 0, 0, 1027]);
    expect(refused.at(-1)?.data).toBeNull();
  });

  it('[PRO-8] that is refused is no stream', async () => {
    const answer = await callJson(await start()).raw(path, {
      ...song,
      stream: true,
      prompt: 'sim:error=1008',
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ base_resp: { status_code: 1008 } });
  });

  it('[PRO-8] may break off', async () => {
    const simulator = await start();
    const body = { ...song, stream: true, prompt: 'sim:truncated' };
    await expect(
      callJson(simulator)
        .raw(path, body)
        .then((answer) => answer.text()),
    ).rejects.toThrow();
    expect(simulator.control.state().counts.billable).toBe(1);
  });
});

describe('a reply that is no song', () => {
  it.each([
    ['sim:fail', 1024],
    ['sim:fail=1001', 1001],
    ['sim:moderated-output', 1027],
  ])('[PRO-8] comes with its code and is billed: %s', async (word, code) => {
    const simulator = await start();
    const { status, body } = await callJson(simulator).post(path, { ...song, prompt: word });
    expect([status, body]).toEqual([200, expect.objectContaining({ data: null })]);
    expect(body).toMatchObject({ base_resp: { status_code: code } });
    expect(simulator.control.state()).toMatchObject({
      counts: { billable: 1 },
      tasks: [{ status: 'failed' }],
    });
  });

  it('[PRO-8] may look like one', async () => {
    const odd = await make({}, { prompt: 'sim:odd-hex' });
    expect([odd.base_resp.status_code, (odd.data?.audio.length ?? 0) % 2]).toEqual([0, 1]);
    expect((await make({}, { prompt: 'sim:unfinished' })).data).toEqual({ audio: '', status: 1 });
    expect((await make({}, { prompt: 'sim:no-audio' })).data).toEqual({ audio: '', status: 2 });
  });

  it.each(['accept-then-reset', 'accept-then-html', 'truncated'])(
    '[PRO-8] may be lost, with the song billed: sim:%s',
    async (word) => {
      const simulator = await start();
      const answer = callJson(simulator).post(path, { ...song, prompt: `sim:${word}` });
      await expect(answer).rejects.toThrow();
      expect(simulator.control.state()).toMatchObject({
        counts: { billable: 1 },
        tasks: [{ status: 'done' }],
      });
    },
  );

  it('[PRO-8] may be the page of a gateway', async () => {
    const simulator = await start();
    simulator.control.script({ on: 'submit', do: { fault: 'html', status: 504 } });
    const answer = await callJson(simulator).raw(path, song);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([504, 'text/html; charset=UTF-8']);
  });
});
