import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { eventText, json, problem, routedServer, stream } from '../testing/scripted-server.ts';
import { testClock } from '../testing/test-clock.ts';
import type { TrackChange } from './realtime-subscription-manager.ts';

const trackId = aTrack().id;
const at = (revision: number) => aTrack({ revision });
const seen = ({ eventType, new: { revision }, old }: TrackChange) => [eventType, old?.revision, revision];

it('[RT-2] tells fifty listeners of one track over one connection after one look', async () => {
  const line = stream('id: e0\n\n', 'open');
  await using server = await routedServer({
    '/v1/events': [line],
    [`/v1/tracks/${trackId}`]: [json(200, at(1))],
  });
  const { realtime } = createClient({ baseUrl: server.url, clock: testClock({ heldFromMs: 1_000 }) });
  const heard: unknown[] = [];
  const ends = Array.from({ length: 50 }, () =>
    realtime.subscribeToTrack(trackId, (change) => heard.push(seen(change))),
  );
  await expect.poll(() => heard.length).toBe(50);
  expect(realtime.getActiveCount()).toBe(1);
  server.say('/v1/events', eventText('e1', at(2)));
  await expect.poll(() => heard.length).toBe(100);
  expect([heard[0], heard[50]]).toEqual([
    ['INSERT', undefined, 1],
    ['UPDATE', 1, 2],
  ]);
  expect(server.requests.map(({ url }) => url)).toEqual(['/v1/events', `/v1/tracks/${trackId}`]);
  for (const end of ends) end();
  expect(realtime.getActiveCount()).toBe(0);
  realtime.close();
});

it('tells who asks for a track of another user so, once, and asks no more', async () => {
  await using server = await routedServer({
    '/v1/events': [stream('id: e0\n\n', 'open')],
    [`/v1/tracks/${trackId}`]: [problem(404, 'not_found')],
  });
  const { realtime } = createClient({ baseUrl: server.url, clock: testClock({ heldFromMs: 1_000 }) });
  const errors: string[] = [];
  realtime.subscribeToTrack(trackId, () => {}, { onError: ({ code }) => errors.push(code) });
  await expect.poll(() => errors).toEqual(['not_found']);
  expect(realtime.getActiveCount()).toBe(0);
  realtime.close();
});
