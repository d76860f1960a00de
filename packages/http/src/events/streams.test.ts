import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, START, userToken, type TestHttp } from '../testing/open-test-http.ts';
import { completedTrack, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';
import { scriptedRealtime } from '../testing/scripted-realtime.ts';

let http: TestHttp;
afterEach(() => http.close());

describe('event streams', () => {
  it('[RT-1] carry frames as server-sent events, from where the client asks', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    const reply = await http.request('/v1/events', { headers: { 'last-event-id': 'abc' } });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const { request, sink } = opened[0]!;
    expect(request).toEqual({ userId: 'user-1', trackId: null, after: 'abc' });
    sink.send({ event: 'position', id: '1' });
    sink.send({ event: 'track', id: '2', data: '{"a":1}' });
    http.clock.advance(15_000);
    sink.send({ event: 'end', id: null, data: '{}' });
    sink.close('over');
    expect(await reply.text()).toBe(
      'retry: 1000\n\nid: 1\n\nevent: track\nid: 2\ndata: {"a":1}\n\n: heartbeat\n\nevent: end\ndata: {}\n\n',
    );
  });

  it('[RT-1] of a finished track tell a browser that has all of it to stop', async () => {
    const engine = scriptedEngine({ readTrack: async () => completedTrack });
    const { realtime, opened } = scriptedRealtime(true);
    http = await openTestHttp({ engine, realtime });
    const again = await http.request(`/v1/tracks/${TRACK_ID}/events`, {
      headers: { 'last-event-id': 'abc' },
    });
    expect(again.status).toBe(204);
    expect(opened).toEqual([]);
    const first = await http.request(`/v1/tracks/${TRACK_ID}/events`);
    expect([first.status, opened[0]?.request.trackId]).toEqual([200, TRACK_ID]);
    opened[0]!.sink.close('over');
    await first.text();
  });

  it('are let go of when the client leaves, and are not opened for HEAD', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    expect((await http.request('/v1/events', { method: 'HEAD' })).status).toBe(200);
    expect(opened).toEqual([]);
    const stop = new AbortController();
    await http.request('/v1/events', { signal: stop.signal });
    stop.abort();
    await expect.poll(() => opened[0]?.isClosed).toBe(true);
    expect(opened[0]!.sink.send({ event: 'position', id: '1' })).toBe(false);
  });

  it('end with the token that opened them', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    const token = await userToken({ exp: START.getTime() / 1000 + 600 });
    const reply = await http.request('/v1/events', { headers: { authorization: `Bearer ${token}` } });
    http.clock.advance(659_000);
    expect(opened[0]!.isClosed).toBe(false);
    http.clock.advance(1_000);
    expect(opened[0]!.isClosed).toBe(true);
    await reply.text();
  });

  it('[SEC-4] carry the headers that every reply has, and are in the log once', async () => {
    const { realtime } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    const reply = await http.request('/v1/events', {
      headers: { origin: 'https://app.test', 'x-request-id': 'req-7' },
    });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-request-id': 'req-7',
      'access-control-allow-origin': 'https://app.test',
      vary: 'Origin',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers.has('x-hono-already-sent')).toBe(false);
    expect(http.logged.map(({ fields: { route, status, userId } }) => [route, status, userId])).toEqual([
      ['/v1/events', 200, 'user-1'],
    ]);
  });

  it('[RT-3] of a client that never reads are cut some seconds after their end', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    const socket = connect(http.port, '127.0.0.1').pause();
    const cut = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.write(`GET /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${await userToken()}\r\n\r\n`);
    await expect.poll(() => opened.length).toBe(1);
    const { sink } = opened[0]!;
    // More than the sockets between us hold.
    const frame = { event: 'track', id: '1', data: 'x'.repeat(500_000) } as const;
    for (let sent = 0; sent < 100 && sink.send({ ...frame }); sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(sink.send({ ...frame })).toBe(false);
    sink.close('slow');
    expect(sink.send({ event: 'position', id: '2' })).toBe(false);
    http.clock.advance(5_000);
    socket.resume();
    await cut;
    expect(http.clock.timerCount()).toBe(0);
  });

  it('[RT-3] refuse more than a client can leave unread, and say when there is room', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime });
    const reply = await http.request('/v1/events');
    const { sink } = opened[0]!;
    const frame = { event: 'track', id: '1', data: 'x'.repeat(100_000) } as const;
    let sentCount = 0;
    // What the sockets between us hold comes on top of the bound, hence the rounds.
    for (let round = 0; round < 200 && sink.send({ ...frame }); round += 1) {
      sentCount += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(sentCount).toBeLessThan(200);
    let hasRoom = false;
    const drained = sink.drained().then(() => (hasRoom = true));
    expect(hasRoom).toBe(false);
    const reading = reply.text();
    await drained;
    expect(sink.send(frame)).toBe(true);
    sink.close('over');
    await reading;
  });
});
