import type { Track } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient, type ClientOptions } from '../create-client.ts';
import { cut, eventText, json, problem, routedServer, stream } from '../testing/scripted-server.ts';
import { testClock } from '../testing/test-clock.ts';
import { RealtimeSubscriptionManager, type TrackChange } from './realtime-subscription-manager.ts';

const trackId = aTrack().id;
const trackPath = `/v1/tracks/${trackId}`;
const events = '/v1/events';
const at = (revision: number, fields: Partial<Track> = {}) => aTrack({ revision, ...fields });
const open = stream('id: e0\n\n', 'open');

/** A client with a clock of its own, whose waking is in the test's hands. */
function follow(baseUrl: string, options: Partial<ClientOptions> = {}) {
  const clock = testClock({ heldFromMs: 1_000 });
  const { transport } = createClient({ baseUrl, clock, ...options });
  const wakers = new Set<() => void>();
  const onWake = (listener: () => void) => {
    wakers.add(listener);
    return () => wakers.delete(listener);
  };
  const realtime = new RealtimeSubscriptionManager({ transport, tabs: null, onWake });
  const states: string[] = [];
  realtime.onConnection((state) => states.push(state));
  const heard: (string | number)[] = [];
  const take = ({ new: track }: TrackChange) => heard.push(track.revision);
  const onError = ({ code }: { code: string }) => heard.push(code);
  const subscribe = (id = trackId) => realtime.subscribeToTrack(id, take, { onError });
  const wake = () => wakers.forEach((waker) => waker());
  return { clock, realtime, states, heard, take, onError, subscribe, wake };
}

const urls = ({ requests }: { requests: { url: string }[] }) => requests.map(({ url }) => url);

it('[RT-2] asks every 10 seconds after the line failed three times, and stops when it works again', async () => {
  await using server = await routedServer({
    [events]: [cut, cut, cut, cut, open],
    [trackPath]: [json(200, at(1)), json(200, at(2)), json(200, at(3))],
  });
  const { clock, states, heard, subscribe, realtime } = follow(server.url);
  subscribe();
  await expect.poll(() => heard).toEqual([1]);
  expect(states).toEqual(['closed', 'connecting', 'polling']);
  await clock.fire(1_000);
  await clock.fire(10_000);
  await expect.poll(() => heard).toEqual([1, 2]);
  await clock.fire(1_500);
  await clock.fire(3_000);
  await expect.poll(() => heard).toEqual([1, 2, 3]);
  expect(states).toEqual(['closed', 'connecting', 'polling', 'live']);
  const asked = server.requests.length;
  await clock.fire(10_000);
  await clock.fire(10_000);
  expect(server.requests).toHaveLength(asked);
  realtime.close();
});

it('[RT-2] asks while a proxy keeps the stream to itself, and not for what has come to its end', async () => {
  const [done, going] = [
    at(5, { id: 'done', status: 'completed' }),
    at(1, { id: 'odd', status: 'x' as 'pending' }),
  ];
  await using server = await routedServer({
    [events]: [() => undefined],
    '/v1/tracks': [json(200, { data: [done, going] })],
    '/v1/tracks/odd': [json(200, { ...going, revision: 2 })],
  });
  const { clock, states, heard, subscribe, realtime } = follow(server.url);
  subscribe('done');
  subscribe('odd');
  await clock.fire(1_000);
  await expect.poll(() => heard).toEqual([5, 1]);
  await clock.fire(10_000);
  await expect.poll(() => heard).toEqual([5, 1, 2]);
  expect(states.at(-1)).toBe('polling');
  expect(urls(server)).toEqual([events, '/v1/tracks?limit=100', '/v1/tracks/odd']);
  realtime.close();
});

it('[RT-2] reads fifty tracks with one list, and one by one only what is not on it', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `t${index}`);
  const listed = ids.slice(0, 49).map((id) => aTrack({ id }));
  await using server = await routedServer({
    [events]: [open],
    '/v1/tracks': [json(200, { data: listed })],
    '/v1/tracks/t49': [json(200, aTrack({ id: 't49' }))],
  });
  const { heard, subscribe, realtime } = follow(server.url);
  for (const id of ids) subscribe(id);
  await expect.poll(() => heard.length).toBe(50);
  expect(realtime.getActiveCount()).toBe(50);
  expect(urls(server)).toEqual([events, '/v1/tracks?limit=100', '/v1/tracks/t49']);
  realtime.close();
});

it('[RT-1] takes a reset for the present, and says which track is gone', async () => {
  const reset = `event: reset\nid: r1\ndata: ${JSON.stringify({ tracks: [at(7)] })}\n\n`;
  await using server = await routedServer({
    [events]: [open, stream(reset, 'open')],
    '/v1/tracks': [json(200, { data: [at(1), at(1, { id: 'gone' })] }), json(200, { data: [at(7)] })],
    '/v1/tracks/gone': [problem(404, 'not_found')],
  });
  const { clock, heard, subscribe, realtime } = follow(server.url);
  subscribe();
  subscribe('gone');
  await expect.poll(() => heard).toEqual([1, 1]);
  server.cut(events);
  await expect.poll(() => heard).toEqual([1, 1, 7, 'not_found']);
  expect(server.requests.find(({ headers }) => headers['last-event-id'])?.headers['last-event-id']).toBe(
    'e0',
  );
  expect(realtime.getActiveCount()).toBe(1);
  expect(clock.waits).not.toContain(1_500);
  realtime.close();
});

it('[RT-2] asks for the token at each connection, and goes on when it ran out in mid-stream', async () => {
  const tokens = ['one', 'two', 'three'];
  await using server = await routedServer({
    [events]: [stream('id: e0\n\n', 'close'), problem(401, 'unauthenticated'), open],
    [trackPath]: [json(200, at(1))],
  });
  let used = '';
  const { heard, subscribe, states, realtime } = follow(server.url, {
    token: () => (used = server.requests.length < 2 ? tokens[0]! : tokens[server.requests.length - 1]!),
  });
  subscribe();
  await expect.poll(() => server.openCount(events)).toBe(1);
  await expect.poll(() => states.at(-1)).toBe('live');
  expect(heard.filter((what) => typeof what === 'string')).toEqual([]);
  expect(used).not.toBe('one');
  realtime.close();
});

it('[RT-2] says once that nobody is signed in, and tries again when the page is looked at', async () => {
  await using server = await routedServer({
    [events]: [problem(401, 'unauthenticated'), problem(401, 'unauthenticated'), open],
    [trackPath]: [json(200, at(1))],
  });
  const { heard, subscribe, states, wake, realtime } = follow(server.url);
  subscribe();
  await expect.poll(() => heard).toEqual(['unauthenticated']);
  expect(states.at(-1)).toBe('closed');
  wake();
  await expect.poll(() => server.requests.length).toBe(2);
  await expect.poll(() => states.at(-1)).toBe('closed');
  wake();
  await expect.poll(() => heard).toEqual(['unauthenticated', 1]);
  realtime.close();
});

it('[SEC-1] forgets what it knew when somebody else signs in', async () => {
  const mine = json(200, at(9));
  await using server = await routedServer({
    [events]: [open],
    [trackPath]: [mine, problem(404, 'not_found')],
  });
  let token = 'imp_mine';
  const { heard, subscribe, realtime } = follow(server.url, { token: () => token });
  subscribe();
  await expect.poll(() => heard).toEqual([9]);
  token = 'imp_theirs';
  server.cut(events);
  await expect.poll(() => heard).toEqual([9, 'not_found']);
  expect(server.requests.at(-1)?.headers).toMatchObject({ authorization: 'Bearer imp_theirs' });
  expect(server.requests.at(-1)?.headers['last-event-id']).toBeUndefined();
  realtime.close();
});

it('lets a listener that throws harm no other', async () => {
  await using server = await routedServer({ [events]: [open], [trackPath]: [json(200, at(1))] });
  const warnings: string[] = [];
  const log = { debug: () => {}, warn: (message: string) => warnings.push(message) };
  const { heard, subscribe, realtime } = follow(server.url, { log });
  realtime.subscribeToTrack(trackId, () => {
    throw new Error('a fault of the page');
  });
  realtime.subscribeToTrack(trackId, () => Promise.reject(new Error('another')) as unknown as void);
  subscribe();
  await expect.poll(() => heard).toEqual([1]);
  await expect.poll(() => warnings).toEqual(['A listener threw', 'A listener threw']);
  realtime.close();
});

it('[RT-2] calls at once after an hour of sleep, and keeps a line that is well', async () => {
  await using server = await routedServer({ [events]: [open], [trackPath]: [json(200, at(1))] });
  const { clock, heard, subscribe, wake, realtime } = follow(server.url);
  subscribe();
  await expect.poll(() => heard).toEqual([1]);
  wake();
  expect(server.openCount(events)).toBe(1);
  server.say(events, eventText('e1', at(2)));
  await expect.poll(() => heard).toEqual([1, 2]);
  // No page tells of a waking here: a wait of ten seconds that took an hour does.
  await clock.fire(1_000);
  clock.jump(3_600_000);
  await clock.fire(10_000);
  await expect.poll(() => server.requests.at(-1)?.headers['last-event-id']).toBe('e1');
  expect(clock.waits.filter((ms) => ms < 1_000)).toEqual([]);
  clock.jump(-7_200_000);
  server.cut(events);
  await expect.poll(() => urls(server).filter((url) => url === events).length).toBe(3);
  realtime.close();
});

it('[RT-2] closes the line 30 seconds after the last listener left, and resumes when one comes back', async () => {
  await using server = await routedServer({ [events]: [open], [trackPath]: [json(200, at(1))] });
  const { clock, heard, states, subscribe, realtime } = follow(server.url);
  const end = subscribe();
  await expect.poll(() => heard).toEqual([1]);
  end();
  end();
  subscribe()();
  await expect.poll(() => clock.waits.filter((ms) => ms === 30_000).length).toBeGreaterThan(1);
  expect(server.openCount(events)).toBe(1);
  await clock.fire(30_000);
  await expect.poll(() => server.openCount(events)).toBe(0);
  expect(states.at(-1)).toBe('closed');
  subscribe();
  await expect.poll(() => heard).toEqual([1, 1]);
  await expect.poll(() => server.requests.at(-1)?.headers['last-event-id']).toBe('e0');
  realtime.close();
});

it('tells who listens to all of what is under way and of what changes, not of history', async () => {
  const old = at(4, { id: 'old', status: 'completed', updatedAt: '2026-01-01T00:00:00.000Z' });
  const fresh = at(3, { id: 'fresh', status: 'failed', updatedAt: '2026-01-03T00:00:00.000Z' });
  await using server = await routedServer({
    [events]: [open],
    '/v1/tracks': [json(200, { data: [at(1), old] }), json(200, { data: [fresh, at(1), old] })],
  });
  const { clock, states, realtime } = follow(server.url);
  const told: string[] = [];
  realtime.subscribeToTracks(({ eventType, new: { id, revision } }) =>
    told.push(`${eventType} ${id} ${revision}`),
  );
  await clock.fire(1_000);
  await expect.poll(() => told).toEqual([`INSERT ${trackId} 1`]);
  server.say(events, eventText('e1', at(2, { updatedAt: '2026-01-02T00:00:00.000Z' })));
  await expect.poll(() => told.length).toBe(2);
  const late: string[] = [];
  realtime.subscribeToTracks(({ eventType, new: { revision } }) => late.push(`${eventType} ${revision}`));
  await expect.poll(() => late).toEqual(['INSERT 2']);
  await server[Symbol.asyncDispose]();
  await expect.poll(() => states.at(-1)).toBe('polling');
  await using later = await server.again();
  await clock.fire(10_000);
  await expect.poll(() => told.at(-1)).toBe('INSERT fresh 3');
  expect(told).toHaveLength(3);
  expect(later.requests.map(({ url }) => url)).toEqual(['/v1/tracks?limit=100']);
  realtime.close();
});

it('[RT-2] outlives a server that is gone for two minutes, and asks for operations too while it polls', async () => {
  const operation = { id: 'o1', status: 'processing', revision: 1 };
  const event = `event: operation\nid: e1\ndata: ${JSON.stringify({ operation })}\n\n`;
  await using server = await routedServer({
    [events]: [stream(event, 'open'), cut],
    [trackPath]: [json(200, at(1)), json(200, at(2, { status: 'completed' }))],
    '/v1/operations/o1': [json(200, { ...operation, status: 'completed', revision: 2 })],
  });
  let failedCount = 0;
  const log = { debug: (message: string) => (failedCount += Number(/failed/.test(message))), warn: () => {} };
  const { clock, heard, states, subscribe, realtime } = follow(server.url, { log });
  const done: string[] = [];
  realtime.subscribeToOperations(({ new: { id, status } }) => done.push(`${id} ${status}`));
  subscribe();
  await expect.poll(() => [...heard, ...done]).toEqual([1, 'o1 processing']);
  await clock.fire(1_000);
  await server[Symbol.asyncDispose]();
  await expect.poll(() => states.at(-1)).toBe('polling');
  for (let count = 0; count < 12; count++) {
    const before = failedCount;
    await clock.fire(10_000);
    await expect.poll(() => failedCount).toBeGreaterThan(before);
  }
  expect(heard).toEqual([1]);
  await using _later = await server.again();
  await clock.fire(10_000);
  await expect.poll(() => [...heard, ...done]).toEqual([1, 2, 'o1 processing', 'o1 completed']);
  realtime.close();
});
