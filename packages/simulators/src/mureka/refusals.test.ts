import { afterEach, describe, expect, it } from 'vitest';
import { createManualWorld, startSimulator, type Simulator, type SimulatorOptions } from '../index.ts';
import { bytesAt, callJson } from '../testing/json-caller.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator('mureka', { speed: 'instant', songSeconds: 3, seed: 1, ...options });
  open.push(simulator);
  return simulator;
}

const song = { lyrics: 'la la', model: 'mureka-9' };
const long = (length: number) => 'a'.repeat(length);

describe('a refusal', () => {
  it.each([
    ['song/generate', { lyrics: '' }],
    ['song/generate', { lyrics: long(5001) }],
    ['song/generate', { ...song, n: 4 }],
    ['song/generate', { ...song, n: 0 }],
    ['song/generate', { ...song, model: 'mureka-1' }],
    ['song/generate', { ...song, prompt: long(1025) }],
    ['song/generate', { ...song, gender: 'f' }],
    ['song/generate', { ...song, prompt: 'folk', melody_id: '1' }],
    ['song/generate', { ...song, prompt: 'folk', reference_id: '1' }],
    ['song/generate', { ...song, model: 'mureka-o2', vocal_id: '1' }],
    ['song/generate', { ...song, model: 'lora:mureka-6:1:x', melody_id: '1' }],
    ['song/generate', { ...song, reference_id: 'nobody' }],
    ['song/easy-generate', { prompt: long(2001) }],
    ['song/easy-generate', { prompt: 'sea', styles: ['polka'] }],
    ['instrumental/generate', { prompt: 'sea' }],
    ['instrumental/generate', { model: 'mureka-9' }],
    ['instrumental/generate', { model: 'mureka-o2', prompt: 'sea' }],
    ['instrumental/generate', { model: 'mureka-9', prompt: 'sea', instrumental_id: '1' }],
    ['song/extend', { lyrics: 'la', extend_at: 9000 }],
    ['song/extend', { lyrics: 'la', extend_at: 9000, song_id: 'nobody' }],
    ['song/region-edit', { lyrics: 'la', song_id: '1', upload_audio_id: '2' }],
    ['song/stem', { url: 'http://127.0.0.1:9/nothing.mp3' }],
    ['lyrics/generate', {}],
  ])('[PRO-8] of %s with %j is 400, and nothing is billed', async (path, body) => {
    const simulator = await start();
    const { status, body: said } = await callJson(simulator).post(`/v1/${path}`, body);
    expect(status).toBe(400);
    expect(said).toEqual({
      error: { message: expect.stringContaining('Invalid Request') },
      trace_id: expect.stringMatching(/^[\da-f]{32}$/),
    });
    expect(simulator.control.state().counts).toMatchObject({ submits: 1, billable: 0 });
  });

  it('[PRO-8] o2 plays instrumentals in China', async () => {
    const body = { model: 'mureka-o2', prompt: 'sea' };
    const mureka = callJson(await start({ region: 'cn' }));
    expect((await mureka.post('/v1/instrumental/generate', body)).status).toBe(200);
  });

  it('[PRO-8] is 401 for a wrong or missing key, and 404 for a path that is not there', async () => {
    const simulator = await start({ apiKey: 'right' });
    expect(await callJson(simulator, 'wrong').get('/v1/account/billing')).toMatchObject({
      status: 401,
      body: { error: { message: 'Invalid Authentication' } },
    });
    expect((await fetch(`${simulator.url}/v1/account/billing`)).status).toBe(401);
    expect((await callJson(simulator, 'right').get('/v1/nothing')).status).toBe(404);
  });

  it('[PRO-8] is 451 for words, in the prompt or in the lyrics, before anything is billed', async () => {
    const simulator = await start();
    const mureka = callJson(simulator);
    const spoken = await mureka.post('/v1/song/generate', { ...song, lyrics: 'la sim:moderated' });
    expect(spoken.status).toBe(451);
    expect((await mureka.post('/v1/lyrics/generate', { prompt: 'sim:moderated' })).status).toBe(451);
    expect(simulator.control.state().counts.billable).toBe(0);
  });

  it.each([
    [400, 400, 'Invalid Request'],
    [402, 429, 'exceeded your current quota'],
    [403, 403, 'not supported'],
    [429, 429, 'Rate limit'],
    [451, 451, 'safety review'],
    [500, 500, 'error'],
    [503, 503, 'overloaded'],
  ])('[PRO-8] can be asked for: sim:error=%i is %i', async (code, status, said) => {
    const mureka = callJson(await start());
    const answer = await mureka.post('/v1/song/generate', { ...song, prompt: `sim:error=${code}` });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(said)]);
  });
});

describe('the places of a key', () => {
  it('[PRO-8] are taken from the request to the end of the task, five unless set', async () => {
    const world = createManualWorld();
    const simulator = await start({ world, speed: 'realistic' });
    const mureka = callJson(simulator);
    const ask = async (caller = mureka) => (await caller.post('/v1/song/generate', { ...song, n: 3 })).status;
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) statuses.push(await ask());
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await ask(callJson(simulator, 'other'))).toBe(200);
    await world.advance(90_000);
    expect(await ask()).toBe(200);
  });

  it('[PRO-8] can be set, are told by the account, and lifted', async () => {
    const mureka = callJson(await start({ concurrencyMax: 1 }));
    const endless = { ...song, prompt: 'sim:never-finishes' };
    expect((await mureka.post('/v1/song/generate', endless)).status).toBe(200);
    expect(await mureka.post('/v1/song/generate', song)).toMatchObject({
      status: 429,
      body: { error: { message: 'Rate limit reached for requests' } },
    });
    expect((await mureka.get('/v1/account/billing')).body).toMatchObject({ concurrent_request_limit: 1 });
    const free = callJson(await start({ concurrencyMax: 0, rateLimits: 'none' }));
    expect((await free.post('/v1/song/generate', song)).status).toBe(200);
  });
});

describe('money', () => {
  it.each([
    ['song/generate', { ...song, n: 1 }, 0.045],
    ['song/generate', song, 0.09],
    ['song/generate', { ...song, model: 'auto' }, 0.3],
    ['song/easy-generate', { prompt: 'sea', model: 'mureka-9', n: 1 }, 0.3],
    ['instrumental/generate', { prompt: 'sea', model: 'mureka-7.6', n: 3 }, 0.09],
    ['lyrics/generate', { prompt: 'sea' }, 0.009],
  ])('[PRO-8] for %s with %j is taken when it is accepted', async (path, body, price) => {
    const simulator = await start({ credits: 1 });
    await callJson(simulator).post(`/v1/${path}`, body);
    expect(simulator.control.state().creditsLeft).toBeCloseTo(1 - price, 6);
  });

  it('[PRO-8] that is not there is a 429 with other words, and billing counts in hundredths', async () => {
    const mureka = callJson(await start({ credits: 0.1 }));
    expect((await mureka.post('/v1/song/generate', song)).status).toBe(200);
    const { status, body } = await mureka.post('/v1/song/generate', song);
    expect([status, JSON.stringify(body)]).toEqual([429, expect.stringContaining('billing details')]);
    expect((await mureka.get('/v1/account/billing')).body).toMatchObject({
      ...{ balance: 1, total_recharge: 10, total_spending: 9, concurrent_request_limit: 5 },
    });
  });
});

describe('direct answers', () => {
  it('[PRO-8] are lyrics with a title, and a zip of stems', async () => {
    const simulator = await start();
    const mureka = callJson(simulator);
    expect((await mureka.post('/v1/lyrics/generate', { prompt: 'copper sea' })).body).toEqual({
      title: expect.any(String),
      lyrics: expect.stringContaining('[Verse'),
    });
    const stems = await mureka.post('/v1/song/stem', { url: 'data:audio/mp3;base64,AAAA' });
    const zip = await bytesAt(stems.body['zip_url']);
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(zip.toString('latin1').match(/\w+\.mp3/g)).toHaveLength(8);
  });
});

describe('a lost reply', () => {
  it.each(['accept-then-reset', 'accept-then-html', 'truncated'])(
    '[PRO-8] leaves a billed task: sim:%s',
    async (word) => {
      const simulator = await start();
      const answer = callJson(simulator).post('/v1/song/generate', { ...song, prompt: `sim:${word}` });
      await expect(answer).rejects.toThrow();
      expect(simulator.control.state()).toMatchObject({ counts: { billable: 1 }, tasks: [{ billed: 0.09 }] });
    },
  );
});
