import type { Operated, OperationAsk } from '@impresario/engine';
import type { Problem } from '@impresario/protocol';
import { anOperation, aProvider } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import {
  admitted,
  completedTrack,
  OPERATION_ID,
  scriptedEngine,
  TRACK_ID,
} from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const asks: { ask: OperationAsk; key: string | null }[] = [];

async function open(operated: Operated = admitted(), script: Parameters<typeof scriptedEngine>[0] = {}) {
  asks.length = 0;
  http = await openTestHttp({
    engine: scriptedEngine({
      operate: async ({ ask, idempotencyKey }) => {
        asks.push({ ask, key: idempotencyKey });
        return operated;
      },
      ...script,
    }),
  });
}

const route = (action: string) => `/v1/tracks/${TRACK_ID}/${action}`;
const problem = async (reply: Response) => (await reply.json()) as Problem;
const section = { startSeconds: 1, endSeconds: 9, lyrics: 'la' };
const persona = { name: 'Alto', description: 'soft' };
const versionId = '01939d5e-0000-7000-8000-000000000002';

/** Path, a good body, and what the engine is asked. */
const songs: [string, object][] = [
  ['extend', { continueAtSeconds: 0 }],
  ['replace-section', section],
  ['cover', { styleTags: ['jazz'] }],
  ['add-vocals', { lyrics: 'la' }],
  ['add-instrumental', {}],
];
const works: [string, object][] = [
  ['stems', { mode: 'all' }],
  ['wav', { versionId }],
  ['video', {}],
  ['persona', persona],
];

describe('what makes a new track of a track', () => {
  it.each(songs)('%s answers 202 with the track, its place and the limits', async (action, body) => {
    await open(admitted({ response: '{"as":"the engine wrote it"}' }));
    const reply = await http.post(route(action), body, { 'idempotency-key': 'k' });
    expect([reply.status, await reply.text()]).toEqual([202, '{"as":"the engine wrote it"}']);
    expect(reply.headers.get('location')).toBe(`/v1/tracks/${TRACK_ID}`);
    expect(reply.headers.get('ratelimit')).toContain('"minute";r=7');
    expect(asks).toEqual([{ ask: { operation: action, trackId: TRACK_ID, body }, key: 'k' }]);
  });

  it('waits for the new track when asked to', async () => {
    await open(admitted(), { waitForTrack: async () => completedTrack });
    const reply = await http.post(route('extend'), {}, { prefer: 'wait=5' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('preference-applied')).toBe('wait=5');
    expect(JSON.stringify(await reply.json())).toContain('&signature=');
  });
});

describe('work beside a track', () => {
  const started = admitted({
    trackId: OPERATION_ID,
    response: JSON.stringify(anOperation()),
    quotas: [{ name: 'minute', limit: 30, remaining: 29, resetSeconds: 2 }],
  });

  it.each(works)('%s answers 202 with the operation and its place', async (action, body) => {
    await open(started);
    const reply = await http.post(route(action), { ...body, idempotencyKey: 'in-body' });
    expect([reply.status, await reply.json()]).toEqual([202, anOperation()]);
    expect(reply.headers.get('location')).toBe(`/v1/operations/${OPERATION_ID}`);
    expect(reply.headers.get('ratelimit-policy')).toBe('"minute";q=30;w=60');
    expect(asks[0]).toMatchObject({ ask: { operation: action, trackId: TRACK_ID, body }, key: 'in-body' });
  });

  it.each([
    ['/v1/lyrics', { prompt: 'rain' }, 'lyrics'],
    ['/v1/style', { text: 'lo-fi' }, 'style'],
  ])('%s needs no track', async (path, body, operation) => {
    await open(started);
    const reply = await http.post(path, body);
    expect([reply.status, reply.headers.get('location')]).toEqual([202, `/v1/operations/${OPERATION_ID}`]);
    expect(asks[0]?.ask).toEqual({ operation, body });
    expect((await http.post(path, {})).status).toBe(400);
    expect((await http.request(path, { method: 'POST', headers: { authorization: '' } })).status).toBe(401);
  });

  it('waits for the operation when asked to, and says 202 when that takes longer', async () => {
    const finished = anOperation({ status: 'completed', revision: 4 });
    await open(started, { waitForOperation: async () => finished });
    const inTime = await http.post(route('stems'), {}, { prefer: 'wait=5' });
    expect([inTime.status, await inTime.json()]).toEqual([200, finished]);
    await http.close();
    await open(started, {
      waitForOperation: (_user, _id, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(anOperation()));
          http.clock.advance(5_000);
        }),
    });
    expect((await http.post(route('stems'), {}, { prefer: 'wait=5' })).status).toBe(202);
  });

  it('is read by its id, and lyrics by theirs alone', async () => {
    await open();
    expect(await (await http.request(`/v1/operations/${OPERATION_ID}`)).json()).toEqual(anOperation());
    for (const path of [`/v1/operations/${TRACK_ID}`, '/v1/operations/1', `/v1/lyrics/${OPERATION_ID}`]) {
      const reply = await http.request(path);
      expect([reply.status, (await problem(reply)).code], path).toEqual([404, 'not_found']);
    }
    await http.close();
    await open(admitted(), { readOperation: async () => anOperation({ operation: 'lyrics' }) });
    expect((await http.request(`/v1/lyrics/${OPERATION_ID}`)).status).toBe(200);
  });

  it('gives personas, which are listed', async () => {
    const made = { id: 'p-1', provider: 'suno', trackId: null, createdAt: '2026-03-01T12:00:00.000Z' };
    await open(admitted(), { listPersonas: async () => [{ ...made, ...persona }] });
    expect(await (await http.request('/v1/personas')).json()).toEqual({ data: [{ ...made, ...persona }] });
  });
});

describe('what cannot be done with a track', () => {
  it.each([...songs, ...works])('%s of a track that is not there or not completed', async (action, body) => {
    for (const [operated, status, code] of [
      [{ kind: 'not-found' }, 404, 'not_found'],
      [{ kind: 'illegal', status: 'processing' }, 409, 'illegal_transition'],
      [{ kind: 'no-such-version' }, 400, 'validation_failed'],
    ] as const) {
      await open(operated);
      const reply = await http.post(route(action), body);
      expect([reply.status, (await problem(reply)).code]).toEqual([status, code]);
      expect((await http.post('/v1/tracks/1/' + action, body)).status).toBe(404);
      await http.close();
    }
  });

  it('is said with the field, the provider and what it can do, or when to come back', async () => {
    await open({ kind: 'invalid', faults: [{ parameter: 'endSeconds', message: 'is past the end' }] });
    expect(await problem(await http.post(route('replace-section'), section))).toMatchObject({
      code: 'validation_failed',
      errors: [{ pointer: '/endSeconds', detail: 'is past the end' }],
    });
    await http.close();
    await open(
      { kind: 'unsupported-operation', provider: 'local', operation: 'video' },
      { listProviders: async () => [aProvider({ operations: ['generate', 'stems'] })] },
    );
    const unsupported = await http.post(route('video'), {});
    expect([unsupported.status, await problem(unsupported)]).toMatchObject([
      422,
      {
        code: 'unsupported_operation',
        detail: 'The provider "local" cannot do video; it can do: generate, stems.',
      },
    ]);
    await http.close();
    await open({ kind: 'provider-unavailable', provider: 'suno', detail: 'Suno has no credit left.' });
    const unavailable = await http.post(route('stems'), {});
    expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await problem(unavailable)).toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      detail: 'Suno has no credit left.',
    });
  });

  it.each([
    ['extend', { continueAtSeconds: -1 }, '/continueAtSeconds'],
    ['extend', { status: 'completed' }, '/status'],
    ['replace-section', { ...section, endSeconds: 1 }, '/endSeconds'],
    ['replace-section', {}, '/lyrics'],
    ['cover', { referenceAudioUrl: 'http://plain.test/a.mp3' }, '/referenceAudioUrl'],
    ['stems', { mode: 'five' }, '/mode'],
    ['wav', { versionId: 'x' }, '/versionId'],
    ['persona', { name: 'x' }, '/description'],
  ])('%s refuses %j', async (action, body, pointer) => {
    await open();
    const reply = await http.post(route(action), body);
    expect(reply.status).toBe(400);
    expect((await problem(reply)).errors).toContainEqual(expect.objectContaining({ pointer }));
    expect((await http.post(route(action), section, { 'idempotency-key': '' })).status).toBe(400);
    expect(asks).toEqual([]);
  });
});
