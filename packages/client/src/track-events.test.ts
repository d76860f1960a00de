import type { TrackEvent } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { cut, eventText, problem, scriptedServer, stream } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const trackId = aTrack().id;
const at = (revision: number) => aTrack({ revision });

async function revisionsOf(events: AsyncIterable<TrackEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { revision } of events) seen.push(revision);
  return seen;
}

it('[RT-1] resumes by Last-Event-ID after a cut and gives each change once, until the end', async () => {
  await using server = await scriptedServer(
    stream(eventText('e1', at(1)) + eventText('e2', at(2)), 'cut'),
    cut,
    problem(503, 'service_unavailable'),
    stream(eventText('e2', at(2)) + eventText('e3', at(3)), 'close'),
    stream(eventText('e4', at(4)), 'end'),
  );
  const client = createClient({ baseUrl: server.url, token: 't', clock: testClock() });
  expect(await revisionsOf(client.events({ trackId }))).toEqual([1, 2, 3, 4]);
  expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
    undefined,
    'e2',
    'e2',
    'e2',
    'e3',
  ]);
  expect(server.requests[0]).toMatchObject({ url: `/v1/tracks/${trackId}/events` });
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: 'Bearer t',
    accept: 'text/event-stream',
  });
});

it('[RT-1] begins where an earlier loop stopped', async () => {
  await using server = await scriptedServer(stream(eventText('e8', at(8)), 'end'));
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  expect(await revisionsOf(client.events({ lastEventId: 'e7' }))).toEqual([8]);
  expect(server.requests[0]).toMatchObject({ url: '/v1/events', headers: { 'last-event-id': 'e7' } });
});

it('[RT-1] takes a reset as the present, passing over what it knows already', async () => {
  const other = aTrack({ id: 'b', revision: 9, status: 'failed' });
  const reset = `event: reset\nid: r1\ndata: ${JSON.stringify({ tracks: [at(2), other] })}\n\n`;
  await using server = await scriptedServer(stream(eventText('e2', at(2)) + reset, 'cut'), stream('', 'end'));
  const resets: number[] = [];
  const seen: TrackEvent[] = [];
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  for await (const event of client.events({ onReset: (tracks) => resets.push(tracks.length) }))
    seen.push(event);
  expect(seen.map(({ type, revision }) => [type, revision])).toEqual([
    ['track.updated', 2],
    ['track.failed', 9],
  ]);
  expect(resets).toEqual([2]);
  expect(server.requests[1]?.headers['last-event-id']).toBe('r1');
});

it('[RT-2] calls again when nothing, not even a heartbeat, was heard for 45 seconds', async () => {
  await using server = await scriptedServer(
    stream(eventText('e1', at(1)), 'open'),
    stream(eventText('e2', at(2)), 'end'),
  );
  const clock = testClock();
  const client = createClient({ baseUrl: server.url, clock });
  const line: boolean[] = [];
  const events = client.events({ trackId, onConnection: (open) => line.push(open) });
  expect((await events.next()).value).toMatchObject({ revision: 1 });
  const next = events.next();
  await clock.fire(45_000);
  expect((await next).value).toMatchObject({ revision: 2 });
  expect((await events.next()).done).toBe(true);
  expect(line).toEqual([true, false, true, false]);
});

it('[RT-2] waits longer after each failed call', async () => {
  await using server = await scriptedServer(cut, cut, cut, cut, stream('', 'end'));
  const clock = testClock();
  await revisionsOf(createClient({ baseUrl: server.url, clock }).events({ trackId }));
  expect(clock.waits.filter((ms) => ms !== 45_000)).toEqual([375, 750, 1500, 3000]);
});

it('passes over data it cannot read and events it does not know', async () => {
  const odd = 'event: track\nid: e1\ndata: {"tr\n\nevent: weather\ndata: {}\n\n: heartbeat\n\n';
  await using server = await scriptedServer(stream(odd + eventText('e2', at(2)), 'end'));
  expect(await revisionsOf(createClient({ baseUrl: server.url }).events())).toEqual([2]);
});

it('throws what waiting cannot mend', async () => {
  await using server = await scriptedServer(problem(404, 'not_found'));
  const work = revisionsOf(createClient({ baseUrl: server.url }).events({ trackId }));
  await expect(work).rejects.toMatchObject({ code: 'not_found' });
});

it('ends quietly when its signal is aborted', async () => {
  await using server = await scriptedServer(stream(eventText('e1', at(1)), 'open'));
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { revision } of createClient({ baseUrl: server.url }).events({ signal: stop.signal })) {
    seen.push(revision);
    stop.abort();
  }
  expect(seen).toEqual([1]);
});

it('closes the connection when the loop is left', async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await scriptedServer((response, request) => {
    response.on('close', closed.resolve);
    stream(eventText('e1', at(1)), 'open')(response, request);
  });
  for await (const event of createClient({ baseUrl: server.url }).events()) {
    expect(event.revision).toBe(1);
    break;
  }
  await closed.promise;
});

it('[RT-1] ends when it comes back after the end was missed and the server says 204', async () => {
  await using server = await scriptedServer(stream(eventText('e1', at(1)), 'cut'), (response) =>
    response.writeHead(204).end(),
  );
  const client = createClient({ baseUrl: server.url, clock: testClock() });
  expect(await revisionsOf(client.events({ trackId }))).toEqual([1]);
});
