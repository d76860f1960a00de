import type { Track } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { cut, eventText, json, problem, scriptedServer, stream } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const trackId = aTrack().id;
const at = (revision: number, fields: Partial<Track> = {}) => aTrack({ revision, ...fields });

it('[RT-2] comes back with the finished track and tells each step of the way', async () => {
  const done = eventText('e3', at(3, { status: 'completed', progress: 1 }), 'track.completed');
  await using server = await scriptedServer(
    stream(eventText('e1', at(1)) + eventText('e2', at(2, { progress: 0.5 })), 'cut'),
    stream(done, 'end'),
  );
  const steps: (number | null)[] = [];
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  const track = await client.waitFor(trackId, { onUpdate: ({ progress }) => steps.push(progress) });
  expect(track).toMatchObject({ status: 'completed', revision: 3 });
  expect(steps).toEqual([null, 0.5, 1]);
});

it('[RT-2] asks every 10 seconds while events do not come through', async () => {
  const silent = () => undefined;
  await using server = await scriptedServer(silent, json(200, at(1)), json(200, at(2, { status: 'failed' })));
  const clock = testClock();
  const waiting = createClient({ baseUrl: server.url, clock }).waitFor(trackId);
  await clock.fire(10_000);
  await clock.fire(10_000);
  expect((await waiting).status).toBe('failed');
  expect(server.requests.map(({ url }) => url)).toEqual([
    `/v1/tracks/${trackId}/events`,
    `/v1/tracks/${trackId}`,
    `/v1/tracks/${trackId}`,
  ]);
});

it('[RT-2] does not ask while events come through', async () => {
  await using server = await scriptedServer(stream(eventText('e1', at(1)), 'open'));
  const clock = testClock();
  const stop = new AbortController();
  const updated = Promise.withResolvers<void>();
  const client = createClient({ baseUrl: server.url, clock });
  const waiting = client.waitFor(trackId, { signal: stop.signal, onUpdate: () => updated.resolve() });
  await updated.promise;
  await clock.fire(10_000);
  await clock.fire(10_000);
  expect(server.requests).toHaveLength(1);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

it('takes a status it does not know for one that goes on', async () => {
  const odd = at(1, { status: 'mastering' as Track['status'] });
  const done = at(2, { status: 'completed' });
  await using server = await scriptedServer(stream(eventText('e1', odd) + eventText('e2', done), 'end'));
  expect((await createClient({ baseUrl: server.url }).waitFor(trackId)).revision).toBe(2);
});

it('goes on by asking when the stream ends before the track does', async () => {
  await using server = await scriptedServer(
    stream(eventText('e1', at(1)), 'end'),
    json(200, at(2, { status: 'cancelled' })),
  );
  const clock = testClock();
  expect((await createClient({ baseUrl: server.url, clock }).waitFor(trackId)).status).toBe('cancelled');
});

it('gives up when the server is gone for two minutes', async () => {
  await using server = await scriptedServer(...Array<typeof cut>(400).fill(cut));
  const clock = testClock();
  const waiting = createClient({ baseUrl: server.url, clock }).waitFor(trackId);
  const settled = waiting.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
  let result: string | null = null;
  void settled.then((value) => (result = value));
  while (result === null) await Promise.race([clock.fire(10_000), settled]);
  expect(result).toBe('network');
});

it('throws at once when there is no such track', async () => {
  await using server = await scriptedServer(problem(404, 'not_found'));
  await expect(createClient({ baseUrl: server.url }).waitFor(trackId)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('bears with a server that is gone for a moment after minutes of heartbeats without news', async () => {
  const clock = testClock();
  const heard = Promise.withResolvers<void>();
  let goDown = () => {};
  const down = Promise.withResolvers<void>();
  const polled = Promise.withResolvers<void>();
  let asked = 0;
  let polls = 0;
  const answer: typeof cut = (response, request) => {
    if (!request.url.endsWith('/events')) {
      if (++polls > 3) polled.resolve();
      return response.destroy();
    }
    if (++asked === 2) return down.resolve();
    if (asked > 2) return stream(eventText('e2', at(2, { status: 'completed' })), 'end')(response, request);
    goDown = () => response.destroy();
    stream(eventText('e1', at(1)), 'open')(response, request);
  };
  await using server = await scriptedServer(...Array<typeof cut>(20).fill(answer));
  const client = createClient({ baseUrl: server.url, clock });
  const waiting = client.waitFor(trackId, { onUpdate: () => heard.resolve() });
  await heard.promise;
  for (let count = 0; count < 20; count++) await clock.fire(10_000);
  goDown();
  await down.promise;
  await clock.fire(10_000);
  await polled.promise;
  await clock.fire(45_000);
  expect((await waiting).revision).toBe(2);
});
