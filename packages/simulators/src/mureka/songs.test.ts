import { afterEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { bytesAt, callJson, type JsonCaller } from '../testing/json-caller.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator('mureka', { speed: 'instant', songSeconds: 3, seed: 1, ...options });
  open.push(simulator);
  return simulator;
}

const song = { lyrics: '[Verse]\nPaper boats at sea\n[Chorus]\nCarry me', model: 'mureka-9', prompt: 'folk' };

async function ask(mureka: JsonCaller, body: object = song, path = '/v1/song/generate'): Promise<string> {
  const { status, body: task } = await mureka.post(path, body);
  expect(status).toBe(200);
  return String(task['id']);
}

const look = async (mureka: JsonCaller, id: string, kind = 'song') =>
  (await mureka.get(`/v1/${kind}/query/${id}`)).body;

type Choice = Record<string, unknown>;
const choicesOf = (task: Record<string, unknown>) => task['choices'] as Choice[];

async function wayOf(options: SimulatorOptions, body: object): Promise<unknown[]> {
  const world = createManualWorld();
  const mureka = callJson(await start({ world, speed: 'realistic', ...options }));
  const id = await ask(mureka, body);
  const seen: unknown[] = [];
  for (const seconds of [0, 2, 8, 30, 50, 10]) {
    await world.advance(seconds * 1000);
    seen.push((await look(mureka, id))['status']);
  }
  return seen;
}

describe('a task', () => {
  it('[PRO-8] goes from preparing over queued and running to succeeded', async () => {
    const way = ['preparing', 'queued', 'running', 'running', 'succeeded', 'succeeded'];
    expect(await wayOf({}, song)).toEqual(way);
  });

  it('[PRO-8] is reviewed in China, and streams when it is asked to', async () => {
    const way = ['preparing', 'queued', 'running', 'streaming', 'reviewing', 'succeeded'];
    expect(await wayOf({ region: 'cn' }, { ...song, stream: true })).toEqual(way);
  });

  it('[PRO-8] answers the request with its id, before anything is done', async () => {
    const { body } = await callJson(await start()).post('/v1/song/generate', { ...song, model: 'auto' });
    expect(body).toMatchObject({ status: 'preparing', model: 'mureka-9.5', finished_at: 0 });
    expect(body['id']).toMatch(/^\d{8}$/);
  });

  it('[PRO-8] has two songs unless a number is given, with real files in three formats', async () => {
    const mureka = callJson(await start());
    const choices = choicesOf(await look(mureka, await ask(mureka)));
    expect(choices.map(({ index, duration }) => [index, duration])).toEqual([
      [0, 3000],
      [1, 3300],
    ]);
    const [first, second] = choices;
    const mp3 = await bytesAt(first?.['url']);
    expect(mp3[0]).toBe(0xff);
    expect(mp3.equals(await bytesAt(second?.['url']))).toBe(false);
    expect((await bytesAt(first?.['wav_url'])).subarray(0, 4).toString()).toBe('RIFF');
    expect((await bytesAt(first?.['flac_url'])).subarray(0, 4).toString()).toBe('fLaC');
    expect(choicesOf(await look(mureka, await ask(mureka, { ...song, n: 3 })))).toHaveLength(3);
  });

  it('[PRO-8] has its lyrics with times in milliseconds, words in lines in sections', async () => {
    const mureka = callJson(await start());
    const [choice] = choicesOf(await look(mureka, await ask(mureka)));
    expect(choice?.['lyrics_sections']).toMatchObject([
      {
        section_type: 'verse',
        start: 150,
        lines: [
          { text: 'Paper boats at sea', start: 150, words: [{ text: 'Paper', start: 150 }, {}, {}, {}] },
        ],
      },
      { section_type: 'chorus', lines: [{ text: 'Carry me', words: [{ text: 'Carry' }, { text: 'me' }] }] },
    ]);
  });

  it('[PRO-8] of an instrumental is found by its own look-up, and by its own key', async () => {
    const simulator = await start();
    const mureka = callJson(simulator);
    const id = await ask(mureka, { model: 'mureka-9', n: 1, prompt: 'surf' }, '/v1/instrumental/generate');
    expect((await mureka.get(`/v1/song/query/${id}`)).status).toBe(404);
    expect((await callJson(simulator, 'other').get(`/v1/instrumental/query/${id}`)).status).toBe(404);
    const [choice] = choicesOf(await look(mureka, id, 'instrumental'));
    expect(choice).not.toHaveProperty('lyrics_sections');
    expect((await mureka.get(`/v1/instrumental/query/${await ask(mureka)}`)).status).toBe(404);
  });

  it('[PRO-8] keeps its files for thirty days and a stream for five minutes', async () => {
    const world = createManualWorld();
    const mureka = callJson(await start({ world }));
    const [choice] = choicesOf(await look(mureka, await ask(mureka, { ...song, stream: true })));
    const statuses = () =>
      Promise.all(['stream_url', 'url'].map(async (name) => (await fetch(String(choice?.[name]))).status));
    expect(await statuses()).toEqual([200, 200]);
    await world.advance(5 * 60_000);
    expect(await statuses()).toEqual([403, 200]);
    await world.advance(30 * 24 * 3_600_000);
    expect(await statuses()).toEqual([403, 403]);
  });
});

describe('work on a song', () => {
  it('[PRO-8] extends, mends and remixes a finished song of the same key', async () => {
    const simulator = await start({ songSeconds: 30 });
    const mureka = callJson(simulator);
    const [source] = choicesOf(await look(mureka, await ask(mureka)));
    const song_id = source?.['id'];
    const extend = { song_id, lyrics: 'And on', extend_at: 20_000 };
    const [longer] = choicesOf(await look(mureka, await ask(mureka, extend, '/v1/song/extend')));
    expect(longer?.['duration']).toBe(50_000);
    const late = { ...extend, extend_at: 400_000 };
    const [longest] = choicesOf(await look(mureka, await ask(mureka, late, '/v1/song/extend')));
    expect(longest?.['duration']).toBe(60_000);
    const region = { song_id, lyrics: 'New', edit_start: 12_000, edit_end: 16_000 };
    expect(choicesOf(await look(mureka, await ask(mureka, region, '/v1/song/region-edit')))).toHaveLength(1);
    await ask(mureka, { song_id, n: 1 }, '/v1/song/remix');
    expect((await callJson(simulator, 'other').post('/v1/song/remix', { song_id })).status).toBe(400);
    expect((await mureka.post('/v1/song/extend', { ...extend, extend_at: 7000 })).status).toBe(400);
    expect((await mureka.post('/v1/song/region-edit', { ...region, edit_end: 19_000 })).status).toBe(400);
    expect((await mureka.post('/v1/song/region-edit', { ...region, edit_end: 14_000 })).status).toBe(400);
  });

  it('[PRO-8] takes an upload for its purpose only', async () => {
    const { url } = await start();
    const mureka = callJson({ url });
    const upload = async (purpose: string, size = 100, name = 'ref.mp3') => {
      const form = new FormData();
      form.append('purpose', purpose);
      form.append('file', new Blob([new Uint8Array(size)], { type: 'audio/mpeg' }), name);
      const headers = { authorization: 'Bearer any-key' };
      const answer = await fetch(`${url}/v1/files/upload`, { method: 'POST', headers, body: form });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const { body: file } = await upload('reference');
    expect(file).toMatchObject({ filename: 'ref.mp3', bytes: 100, purpose: 'reference' });
    const { lyrics, model } = song;
    await ask(mureka, { lyrics, model, reference_id: file['id'] });
    const misused = { lyrics, model, vocal_id: file['id'] };
    expect((await mureka.post('/v1/song/generate', misused)).status).toBe(400);
    expect((await upload('nothing')).status).toBe(400);
    expect((await upload('reference', 100, 'ref.wav')).status).toBe(400);
    expect((await upload('reference', 10 * 1024 * 1024 + 1)).status).toBe(400);
  });
});

describe('an end that is no success', () => {
  it.each([
    ['sim:fail', 'failed', 'internal error'],
    ['sim:fail=408', 'timeouted', undefined],
    ['sim:fail=499', 'cancelled', undefined],
    ['sim:moderated-output', 'failed', 'content did not pass review'],
  ])('[PRO-8] is asked for in the prompt: %s', async (word, status, reason) => {
    const mureka = callJson(await start());
    const task = await look(mureka, await ask(mureka, { ...song, prompt: word }));
    expect([task['status'], task['failed_reason']]).toEqual([status, reason]);
    expect(task).not.toHaveProperty('choices');
  });

  it.each([
    ['sim:one-version', [true, false]],
    ['sim:no-audio', [false, false]],
  ])('[PRO-8] may look like success: %s', async (word, audible) => {
    const mureka = callJson(await start());
    const task = await look(mureka, await ask(mureka, { ...song, prompt: word }));
    expect(task['status']).toBe('succeeded');
    expect(choicesOf(task).map(({ url }) => url !== '')).toEqual(audible);
  });

  it('[PRO-8] may be late by as much as the prompt says, at any speed', async () => {
    const world = createManualWorld();
    const mureka = callJson(await start({ world }));
    const id = await ask(mureka, { ...song, prompt: 'sim:slow=20s' });
    expect((await look(mureka, id))['status']).toBe('running');
    await world.advance(20_000);
    expect((await look(mureka, id))['status']).toBe('succeeded');
  });

  it('[PRO-8] may be none, or a status that nobody knows', async () => {
    const mureka = callJson(await start());
    const endless = await ask(mureka, { ...song, prompt: 'sim:never-finishes' });
    expect((await look(mureka, endless))['status']).toBe('running');
    const strange = await ask(mureka, { ...song, prompt: 'sim:unknown-status=1' });
    expect((await look(mureka, strange))['status']).toBe('marinating');
    expect((await look(mureka, strange))['status']).toBe('succeeded');
  });
});
