import { afterEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { callJson } from '../testing/json-caller.ts';

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
const song = { model: 'music-3.0', lyrics: 'la la' };
const cover = { model: 'music-cover', prompt: 'as slow jazz' };
const long = (length: number) => 'a'.repeat(length);

async function codeOf(simulator: Simulator, body: unknown, at = path): Promise<unknown> {
  const { status, body: said } = await callJson(simulator).post(at, body);
  expect(status).toBe(200);
  return (said['base_resp'] as { status_code: number }).status_code;
}

describe('a request', () => {
  it.each([
    [{ lyrics: 'la' }, 2013],
    [{ ...song, model: 'music-9' }, 2013],
    [{ ...song, model: 'music-2.5' }, 2061],
    [{ ...song, model: 'music-3.0-free' }, 2061],
    [{ model: 'music-3.0', prompt: 'folk' }, 2013],
    [{ model: 'music-3.0', prompt: 'folk', lyrics_optimizer: true }, 0],
    [{ ...song, lyrics: long(3501) }, 2013],
    [{ ...song, prompt: long(2001) }, 2013],
    [{ model: 'music-2.6', is_instrumental: true }, 2013],
    [{ model: 'music-2.6', is_instrumental: true, prompt: 'surf' }, 0],
    [{ model: 'music-2.6', is_instrumental: true, prompt: 'surf', lyrics_optimizer: true }, 2013],
    [{ ...song, stream: true, output_format: 'url' }, 2013],
    [{ ...song, output_format: 'base64' }, 2013],
    [{ ...song, audio_setting: { sample_rate: 48_000 } }, 2013],
    [{ ...song, audio_setting: { bitrate: 320_000 } }, 2013],
    [{ ...song, stream: 'yes' }, 2013],
    [{ ...song, audio_url: 'http://far.example/a.mp3' }, 2013],
    [cover, 2013],
    [{ ...cover, prompt: 'short', audio_url: 'http://far.example/a.mp3' }, 2013],
    [{ ...cover, audio_url: 'http://far.example/a.mp3' }, 0],
    [{ ...cover, audio_url: 'http://127.0.0.1:9/a.mp3' }, 2013],
    [{ ...cover, audio_base64: 'AAAA' }, 0],
    [{ ...cover, audio_base64: 'AAAA', audio_url: 'http://far.example/a.mp3' }, 2013],
    [{ ...cover, cover_feature_id: 'nobody', lyrics: long(10) }, 2013],
  ])('[PRO-8] of %j is answered with %i', async (body, code) => {
    const simulator = await start();
    expect(await codeOf(simulator, body)).toBe(code);
    expect(simulator.control.state().counts.billable).toBe(code === 0 ? 1 : 0);
  });

  it('[PRO-8] that is not JSON is 2013, a wrong key 2049, an unknown path 404', async () => {
    const simulator = await start({ apiKey: 'right' });
    const right = callJson(simulator, 'right');
    expect(await (await right.raw(path, null, { body: '{' })).json()).toMatchObject({
      base_resp: { status_code: 2013 },
    });
    expect(await codeOf(simulator, song)).toBe(2049);
    expect((await right.raw('/v1/nothing', {})).status).toBe(404);
  });

  it('[PRO-8] of words that are not allowed is 1026, of an empty account 1008', async () => {
    const simulator = await start({ credits: 0.1 });
    expect(await codeOf(simulator, { ...song, lyrics: 'la sim:moderated' })).toBe(1026);
    expect(await codeOf(simulator, song)).toBe(1008);
    expect(simulator.control.state().counts.billable).toBe(0);
  });

  it('[PRO-8] has 120 places a minute', async () => {
    const world = createManualWorld();
    const simulator = await start({ world });
    const codes = new Set<unknown>();
    for (let count = 0; count < 120; count++) codes.add(await codeOf(simulator, { model: 'music-9' }));
    expect([...codes]).toEqual([2013]);
    expect(await codeOf(simulator, song)).toBe(1002);
    await world.advance(60_000);
    expect(await codeOf(simulator, song)).toBe(0);
  });

  it('[PRO-8] finds twenty places for songs under way', async () => {
    const simulator = await start();
    const calls = Array.from({ length: 20 }, () =>
      callJson(simulator)
        .raw(path, { ...song, prompt: 'sim:never-finishes' })
        .catch(() => null),
    );
    await expect.poll(() => simulator.control.state().counts.billable, { interval: 2 }).toBe(20);
    expect(await codeOf(simulator, song)).toBe(1041);
    await simulator.close();
    open.length = 0;
    await Promise.all(calls);
  });
});

describe('an account', () => {
  it.each([1004, 1008, 2038, 2045, 2049, 2061])('[PRO-8] can be in trouble: %i', async (code) => {
    const simulator = await start();
    simulator.control.script({ on: 'submit', times: 'always', do: { fault: 'error', code } });
    expect(await codeOf(simulator, song)).toBe(code);
    expect(await codeOf(simulator, { mode: 'edit' }, '/v1/lyrics_generation')).toBe(code);
  });

  it('[PRO-8] that used its plan up is told until when, in words that can be replaced', async () => {
    const simulator = await start({ world: createManualWorld() });
    const said = async () => JSON.stringify((await callJson(simulator).post(path, song)).body);
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 2056 } });
    expect(await said()).toContain('resets at 2026-01-01T05:00:00Z');
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 2056, word: '(0/0 used)' } });
    expect(await said()).toContain('"status_msg":"(0/0 used)"');
  });

  it('[PRO-8] may be refused in front, by HTTP', async () => {
    const simulator = await start();
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 503 } });
    expect((await callJson(simulator).post(path, song)).status).toBe(503);
    simulator.control.script({ on: 'submit', do: { fault: 'error', code: 1002, status: 429 } });
    expect((await callJson(simulator).post(path, song)).status).toBe(429);
  });
});

describe('direct answers', () => {
  it('[PRO-8] are lyrics with a title and tags', async () => {
    const simulator = await start();
    const at = '/v1/lyrics_generation';
    expect(await codeOf(simulator, { prompt: 'snow' }, at)).toBe(2013);
    const body = { mode: 'write_full_song', prompt: 'snow', title: 'Harbour' };
    expect((await callJson(simulator).post(at, body)).body).toMatchObject({
      song_title: 'Harbour',
      lyrics: expect.stringContaining('[Verse 1]'),
      base_resp: { status_code: 0 },
    });
    expect(simulator.control.state().creditsLeft).toBeCloseTo(999.99, 6);
  });

  it('[PRO-8] are features of a cover, for a day', async () => {
    const world = createManualWorld();
    const simulator = await start({ world });
    const source = { model: 'music-cover', audio_base64: 'AAAA' };
    const { body } = await callJson(simulator).post('/v1/music_cover_preprocess', source);
    expect(JSON.parse(String(body['structure_result']))).toMatchObject({ num_segments: 4 });
    expect(body['audio_duration']).toBe(2);
    const made = { ...cover, cover_feature_id: body['cover_feature_id'], lyrics: long(10) };
    expect(await codeOf(simulator, made)).toBe(0);
    expect(await codeOf(simulator, { ...made, lyrics: undefined })).toBe(2013);
    await world.advance(24 * 3_600_000);
    expect(await codeOf(simulator, made)).toBe(2013);
  });
});
