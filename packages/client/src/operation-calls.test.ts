import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { cut, json, problem, scriptedServer } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const trackId = 'a/b';
const operation = { id: 'o1', object: 'operation', status: 'pending' };

it('[IDM-2] sends each order with its key, and asks again with the same one when the reply was lost', async () => {
  const orders = [
    ['extend', { continueAtSeconds: 30 }],
    ['replaceSection', { startSeconds: 1, endSeconds: 2, lyrics: 'La' }],
    ['cover', { prompt: 'swing' }],
    ['addVocals', {}],
    ['addInstrumental', {}],
    ['stems', { mode: 'all' }],
    ['wav', {}],
    ['video', {}],
    ['persona', { name: 'N', description: 'D' }],
  ] as const;
  await using server = await scriptedServer(...orders.flatMap(() => [cut, json(202, operation)]));
  const { operations } = createClient({ baseUrl: server.url, clock: testClock() });
  for (const [name, body] of orders) {
    const order = operations[name] as (id: string, body: object, options: object) => Promise<unknown>;
    expect(await order(trackId, body, { idempotencyKey: `key-${name}` })).toEqual(operation);
  }
  expect(server.requests).toHaveLength(orders.length * 2);
  for (const [index, [name, body]] of orders.entries()) {
    const action = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const request of server.requests.slice(index * 2, index * 2 + 2)) {
      expect(request).toMatchObject({ method: 'POST', url: `/v1/tracks/a%2Fb/${action}` });
      expect(request.headers['idempotency-key']).toBe(`key-${name}`);
      expect(JSON.parse(request.body)).toEqual(body);
    }
  }
});

it('asks for words of nothing, with the server holding its reply where that was wished', async () => {
  await using server = await scriptedServer(json(202, operation), json(202, operation), json(200, operation));
  const { operations } = createClient({ baseUrl: server.url });
  await operations.lyrics({ prompt: 'a harbour' }, { idempotencyKey: 'k1', waitSeconds: 20 });
  await operations.style({ text: 'folk' }, { idempotencyKey: 'k2' });
  await operations.get('o/1');
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/lyrics',
    'POST /v1/style',
    'GET /v1/operations/o%2F1',
  ]);
  expect(server.requests[0]?.headers).toMatchObject({ prefer: 'wait=20', 'idempotency-key': 'k1' });
  expect(server.requests[1]?.headers['prefer']).toBeUndefined();
});

it('gives the timed words, or the operation that still looks for them', async () => {
  const words = [{ text: 'La', startSeconds: 0, endSeconds: 1 }];
  await using server = await scriptedServer(json(200, { words }), json(202, operation));
  const { operations } = createClient({ baseUrl: server.url });
  expect(await operations.timestampedLyrics('t', { versionId: 'v 1' })).toEqual({ words });
  expect(await operations.timestampedLyrics('t')).toEqual(operation);
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1/tracks/t/timestamped-lyrics?versionId=v+1',
    '/v1/tracks/t/timestamped-lyrics',
  ]);
});

it('claims a late song, and carries the refusal when there is none', async () => {
  await using server = await scriptedServer(json(202, { id: 'new' }), problem(409, 'illegal_transition'));
  const { operations } = createClient({ baseUrl: server.url, clock: testClock() });
  expect(await operations.claim('t')).toEqual({ id: 'new' });
  await expect(operations.claim('t')).rejects.toMatchObject({ code: 'illegal_transition', status: 409 });
  expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/v1/tracks/t/claim' });
});

it('gives the personas as a list', async () => {
  const persona = { id: 'p_1', name: 'Night voice' };
  await using server = await scriptedServer(json(200, { data: [persona] }));
  expect(await createClient({ baseUrl: server.url }).operations.personas()).toEqual([persona]);
});

it('hands over a file as a form, once, with the token', async () => {
  await using server = await scriptedServer(json(201, { id: 'u1' }), cut);
  const { uploads } = createClient({ baseUrl: server.url, token: 'secret', clock: testClock() });
  const file = new Blob(['RIFF and so on'], { type: 'audio/wav' });
  expect(await uploads.create(file)).toEqual({ id: 'u1' });
  expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/v1/uploads' });
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer secret' });
  expect(server.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(server.requests[0]?.body).toContain('RIFF and so on');
  await expect(uploads.create(file)).rejects.toMatchObject({ code: 'network' });
  expect(server.requests).toHaveLength(2);
});
