import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { ImpresarioError } from './impresario-error.ts';
import { cut, json, problem, scriptedServer } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const order = { prompt: 'slow waltz' };

async function failureOf(work: Promise<unknown>): Promise<ImpresarioError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ImpresarioError);
  return error as ImpresarioError;
}

it('[IDM-2] asks again with the same key and body when the reply to a creation was lost', async () => {
  await using server = await scriptedServer(cut, json(202, aTrack()));
  const client = createClient({ baseUrl: server.url, token: 'secret', clock: testClock() });
  const track = await client.tracks.create(order, { idempotencyKey: 'k1', waitSeconds: 5 });
  expect(track.id).toBe(aTrack().id);
  expect(server.requests).toHaveLength(2);
  for (const { headers, body } of server.requests) {
    expect(headers).toMatchObject({
      'idempotency-key': 'k1',
      prefer: 'wait=5',
      authorization: 'Bearer secret',
    });
    expect(JSON.parse(body)).toEqual(order);
  }
});

it('repeats reading over a 503, waiting longer each time and as long as the server asks', async () => {
  await using server = await scriptedServer(
    problem(503, 'service_unavailable'),
    problem(503, 'service_unavailable', { retryAfter: 7 }),
    json(200, aTrack()),
  );
  const clock = testClock();
  await createClient({ baseUrl: server.url, clock }).tracks.get('a');
  // Without those for a reply and for its body.
  const waits = clock.waits.filter((ms) => ms < 10_000);
  expect(waits).toEqual([225, 7_000]);
});

it('gives up after three repetitions', async () => {
  const down = problem(503, 'provider_unavailable');
  await using server = await scriptedServer(down, down, down, down, json(200, {}));
  const error = await failureOf(createClient({ baseUrl: server.url, clock: testClock() }).credits.get());
  expect(error).toMatchObject({
    code: 'provider_unavailable',
    status: 503,
    retryable: true,
    requestId: 'req-1',
  });
  expect(server.requests).toHaveLength(4);
});

it('never repeats a cancellation that may have arrived', async () => {
  await using server = await scriptedServer(cut, json(200, aTrack()));
  const error = await failureOf(createClient({ baseUrl: server.url, clock: testClock() }).tracks.cancel('a'));
  expect(error.code).toBe('network');
  expect(server.requests).toHaveLength(1);
});

it('does not repeat a refusal, and tells which fields were wrong', async () => {
  const errors = [{ pointer: '/prompt', detail: 'must not be blank' }];
  await using server = await scriptedServer(problem(400, 'validation_failed', { errors }));
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  const error = await failureOf(client.tracks.create({ prompt: '' }, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({ code: 'validation_failed', status: 400, retryable: false, errors });
  expect(server.requests).toHaveLength(1);
});

it('carries what a limit says: when to come back, and the whole problem', async () => {
  const more = { retryAfter: 12, remaining: 0, resetAt: '2026-01-01T00:00:12.000Z' };
  await using server = await scriptedServer(problem(429, 'rate_limit_exceeded', more));
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  const error = await failureOf(client.tracks.create(order, { idempotencyKey: 'k' }));
  expect(error).toMatchObject({ code: 'rate_limit_exceeded', retryAfter: 12, problem: { remaining: 0 } });
});

it('calls a server that is not there unreachable, and one that is no Impresario a network fault', async () => {
  const server = await scriptedServer();
  await server[Symbol.asyncDispose]();
  const gone = await failureOf(createClient({ baseUrl: server.url, clock: testClock() }).providers.list());
  expect(gone).toMatchObject({ code: 'unreachable', status: null, retryable: true });

  await using other = await scriptedServer((response) => response.writeHead(404).end('<h1>Not here</h1>'));
  const foreign = await failureOf(createClient({ baseUrl: other.url, clock: testClock() }).providers.list());
  expect(foreign).toMatchObject({ code: 'network', status: 404, retryable: false });
});

it('gives up on a server that takes the request and says nothing', async () => {
  await using server = await scriptedServer(() => undefined);
  const clock = testClock();
  const failure = failureOf(createClient({ baseUrl: server.url, clock }).tracks.remove('a'));
  await clock.fire(30_000);
  expect((await failure).detail).toContain('said nothing for 30 seconds');
});

it('throws the reason of an aborted signal as it is', async () => {
  await using server = await scriptedServer(() => undefined);
  const stop = new AbortController();
  const work = createClient({ baseUrl: server.url }).tracks.list({ signal: stop.signal, limit: 3, q: 'a b' });
  while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  stop.abort(new Error('left the page'));
  await expect(work).rejects.toThrow('left the page');
  expect(server.requests[0]?.url).toBe('/v1/tracks?limit=3&q=a+b');
});

it('sends no token with a signed file address, and takes relative ones', async () => {
  await using server = await scriptedServer((response) => response.end('sound'));
  const client = createClient({ baseUrl: `${server.url}/`, token: 'secret' });
  const response = await client.files.open('/files/a.mp3?signature=s');
  expect(await response.text()).toBe('sound');
  expect(server.requests[0]).toMatchObject({ url: '/files/a.mp3?signature=s' });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

it('removes a track whose reply has no body', async () => {
  await using server = await scriptedServer((response) => response.writeHead(204).end());
  await expect(createClient({ baseUrl: server.url }).tracks.remove('a/b')).resolves.toBeUndefined();
  expect(server.requests[0]).toMatchObject({ method: 'DELETE', url: '/v1/tracks/a%2Fb' });
});
