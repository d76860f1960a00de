import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { json, scriptedServer, stream } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

/** Says that it fails, and never how: what a proxy does that lost the line behind it. */
const halfRefusal: Parameters<typeof scriptedServer>[0] = (response) => {
  response.writeHead(503, { 'content-type': 'application/problem+json', 'content-length': '1000' });
  response.write('{"code":');
};

it('[GEN-9] gives up a refusal whose words never come, and tries again', async () => {
  await using server = await scriptedServer(halfRefusal, json(200, { data: [] }));
  const clock = testClock({ heldFromMs: 5_000 });
  const listed = createClient({ baseUrl: server.url, clock }).tracks.list();
  await expect.poll(() => server.requests.length).toBe(1);
  await expect.poll(() => clock.waits).toContain(10_000);
  await clock.fire(10_000);
  expect(await listed).toEqual({ data: [] });
});

it('[RT-1] calls a stream again that was refused in half a sentence', async () => {
  await using server = await scriptedServer(halfRefusal, stream('', 'end'));
  const clock = testClock({ heldFromMs: 5_000 });
  const events = createClient({ baseUrl: server.url, clock }).events().next();
  await expect.poll(() => clock.waits).toContain(10_000);
  await clock.fire(10_000);
  expect(await events).toEqual({ done: true, value: undefined });
  expect(server.requests).toHaveLength(2);
});

it('[GEN-9] asks again behind a proxy that does not find the engine, as while it is being restarted', async () => {
  const gone: Parameters<typeof scriptedServer>[0] = (response) => {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<h1>502 Bad Gateway</h1>');
  };
  await using server = await scriptedServer(gone, json(200, { data: [] }), gone);
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  expect(await client.tracks.list()).toEqual({ data: [] });
  // What is not made once for each key is not asked for twice.
  const refusal = { code: 'service_unavailable', status: 502, retryable: true };
  await expect(client.tracks.cancel('a')).rejects.toMatchObject(refusal);
  expect(server.requests).toHaveLength(3);
});
