import { socketCloseCodes, socketFrameSchema } from '@impresario/protocol';
import { aTrackSnapshot } from '@impresario/protocol/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from 'ws';
import { openTestHttp, START, userToken, type TestHttp } from '../testing/open-test-http.ts';
import { scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';
import { scriptedRealtime, type OpenedStream } from '../testing/scripted-realtime.ts';
import { connectSocket, type SocketClient } from '../testing/socket-client.ts';

let http: TestHttp;
let opened: OpenedStream[];
let stop: () => Promise<void>;
let clients: SocketClient[];
beforeEach(async () => {
  const scripted = scriptedRealtime();
  opened = scripted.opened;
  stop = scripted.realtime.close;
  clients = [];
  http = await openTestHttp({ realtime: scripted.realtime });
});
afterEach(async () => {
  for (const { socket } of clients) socket.terminate();
  await http.close();
});

const tokenUntil = (seconds: number, sub = 'user-1') =>
  userToken({ sub, exp: START.getTime() / 1000 + seconds });

async function open(options: ClientOptions = {}): Promise<SocketClient> {
  const authorization = `Bearer ${await tokenUntil(3600)}`;
  const client = connectSocket(http.url, { headers: { authorization }, ...options });
  clients.push(client);
  await client.hears('authenticated');
  return client;
}

async function follow(client: SocketClient, trackId: string | null, after: string | null = null) {
  const before = opened.length;
  client.say({ type: 'subscribe', trackId, after });
  await expect.poll(() => opened.length).toBe(before + 1);
  return opened[before]!;
}

/** As some programs write what they have read in small ones. */
const IN_CAPITALS = TRACK_ID.toUpperCase();
const track = (id: string, data = '{"a":1}') => ({ event: 'track', id, data }) as const;

describe('what is followed over a WebSocket', () => {
  it('[RT-1] is the track however its id is written, named as the client writes it', async () => {
    await http.close();
    const scripted = scriptedRealtime();
    opened = scripted.opened;
    const engine = scriptedEngine({ readTrack: async () => aTrackSnapshot({ id: TRACK_ID }) });
    http = await openTestHttp({ realtime: scripted.realtime, engine });
    const client = await open();
    const one = await follow(client, IN_CAPITALS);
    expect(one.request.trackId).toBe(TRACK_ID);
    expect(client.heard.at(-1)).toEqual({ event: 'subscribed', trackId: IN_CAPITALS });
  });

  it('[RT-1] comes as JSON with the subscription it is of, several over one connection', async () => {
    const client = await open();
    const [all, one] = [await follow(client, null, 'abc'), await follow(client, TRACK_ID)];
    expect([all.request, one.request]).toEqual([
      { userId: 'user-1', trackId: null, after: 'abc' },
      { userId: 'user-1', trackId: TRACK_ID, after: null },
    ]);
    all.sink.send({ event: 'position', id: '1' });
    all.sink.send(track('2', '{"words":"ünïcödé"}'));
    one.sink.send(track('3', JSON.stringify('x'.repeat(70_000))));
    one.sink.send({ event: 'end', id: null, data: `{"trackId":"${TRACK_ID}"}` });
    one.sink.close('over');
    await client.hears('end');
    expect(client.heard.slice(1)).toEqual([
      { event: 'subscribed', trackId: null },
      { event: 'subscribed', trackId: TRACK_ID },
      { event: 'position', trackId: null, id: '1' },
      { event: 'track', trackId: null, id: '2', data: { words: 'ünïcödé' } },
      { event: 'track', trackId: TRACK_ID, id: '3', data: 'x'.repeat(70_000) },
      { event: 'end', trackId: TRACK_ID, data: { trackId: TRACK_ID } },
    ]);
    client.say({ type: 'unsubscribe', trackId: null });
    await client.hears('unsubscribed');
    expect(all.isClosed).toBe(true);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('begins anew when it is asked for again, and ends with the connection', async () => {
    const client = await open();
    const first = await follow(client, null);
    const second = await follow(client, null, 'later');
    expect([first.isClosed, second.isClosed]).toEqual([true, false]);
    client.socket.close();
    await expect.poll(() => second.isClosed).toBe(true);
    expect(second.sink.send(track('9'))).toBe(false);
  });

  it('[SEC-1] is nothing of another user, and not more than a hundred', async () => {
    const client = await open();
    const foreign = '01939d5e-0000-7000-8000-00000000dead';
    client.say({ type: 'subscribe', trackId: foreign, after: null });
    expect(await client.hears('error')).toEqual({
      event: 'error',
      trackId: foreign,
      data: { code: 'not_found', detail: 'There is no track with this id.' },
    });
    expect(opened).toEqual([]);
  });
});

describe('who is behind a WebSocket', () => {
  it('[SEC-1] proves it again before the proof ends, and is cut when they do not', async () => {
    const client = await open();
    const stream = await follow(client, null);
    http.clock.advance(3_600_000);
    client.say({ type: 'authenticate', token: await tokenUntil(7200) });
    await expect.poll(() => client.heard.filter(({ event }) => event === 'authenticated')).toHaveLength(2);
    http.clock.advance(61_000);
    expect([stream.isClosed, client.socket.readyState]).toEqual([false, client.socket.OPEN]);
    http.clock.advance(3_600_000);
    expect(await client.closed()).toEqual([4401, expect.stringContaining('has ended')]);
    expect(stream.isClosed).toBe(true);
  });

  it('[SEC-1] stays the same, and is cut by a proof of somebody else or of nobody', async () => {
    const [one, other] = [await open(), await open()];
    const stream = await follow(one, null);
    one.say({ type: 'authenticate', token: await tokenUntil(3600, 'mallory') });
    expect(await one.closed()).toEqual([4403, expect.stringContaining('another user')]);
    expect(stream.isClosed).toBe(true);
    other.say({ type: 'authenticate', token: 'x.y.z' });
    expect(await other.closed()).toEqual([4401, 'The token is not valid.']);
  });
});

describe('a client of a WebSocket', () => {
  it('[RT-3] that leaves a megabyte unread is cut, and nobody else waits for it', async () => {
    const [slow, quick] = [await open(), await open()];
    const [unread, read] = [await follow(slow, null), await follow(quick, null)];
    slow.socket.pause();
    const big = JSON.stringify('x'.repeat(200_000));
    for (let sent = 1; sent < 200; sent += 1) {
      const frame = track(String(sent), big);
      read.sink.send(frame);
      if (!unread.sink.send(frame)) break;
      await read.sink.drained();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    unread.sink.close('slow');
    read.sink.send(track('last'));
    await expect.poll(() => quick.heard.at(-1)).toMatchObject({ id: 'last' });
    http.clock.advance(5_000);
    slow.socket.resume();
    expect(await slow.closed()).toEqual([expect.any(Number), expect.any(String)]);
    expect(slow.heard.length).toBeLessThan(quick.heard.length);
  });

  it('[RT-3] that gives no sign of life is cut at the third heartbeat', async () => {
    const [dead, alive] = [await open({ autoPong: false }), await open()];
    for (let beats = 0; beats < 3; beats += 1) {
      for (let ticks = 0; ticks < 60; ticks += 1) http.clock.advance(250);
      await expect
        .poll(() => alive.heard.filter(({ event }) => event === 'heartbeat').length)
        .toBeGreaterThan(beats);
      alive.say({ type: 'ping' });
      await expect.poll(() => alive.heard.filter(({ event }) => event === 'pong').length).toBe(beats + 1);
    }
    expect((await dead.closed())[0]).toBe(1006);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  it('is told what is wrong with its messages, and is cut for what is too much', async () => {
    const client = await open();
    for (const bad of [
      'x',
      '[]',
      '{"type":"x"}',
      '{"type":"subscribe","trackId":"x"}',
      '{"type":"ping","x":1}',
    ]) {
      const before = client.heard.length;
      client.say(bad);
      await expect.poll(() => client.heard.length).toBe(before + 1);
      expect(client.heard.at(-1), bad).toMatchObject({ event: 'error', data: { code: 'validation_failed' } });
    }
    client.say(Buffer.from('{"type":"ping"}'));
    expect(await client.closed()).toEqual([1003, 'Send text.']);
    const long = await open();
    long.say('x'.repeat(17_000));
    expect((await long.closed())[0]).toBe(1009);
    const flood = await open();
    for (let count = 0; count < 300; count += 1) flood.say({ type: 'ping' });
    expect(await flood.closed()).toEqual([4429, 'Too many messages.']);
  });

  it('[SEC-1] can say anything, and only what is known comes of it', async () => {
    const known = new Set<number>(Object.values(socketCloseCodes));
    const message = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ type: fc.constantFrom('subscribe', 'unsubscribe', 'authenticate'), trackId: fc.anything() })
        .map((m) => JSON.stringify(m)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
        const client = await open();
        for (const each of messages) client.say(each);
        client.say({ type: 'ping' });
        await expect
          .poll(() => client.heard.at(-1)?.event === 'pong' || client.socket.readyState > 1)
          .toBe(true);
        if (client.heard.at(-1)?.event !== 'pong') expect(known).toContain((await client.closed())[0]);
        for (const frame of client.heard) expect(socketFrameSchema.safeParse(frame).success).toBe(true);
        client.socket.terminate();
      }),
      { numRuns: 25 },
    );
    expect(http.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is told when the server stops, which does not wait for those who do not hear it', async () => {
    const [client, deaf] = [await open(), await open()];
    await follow(client, null);
    await follow(deaf, null);
    deaf.socket.pause();
    await stop();
    expect(await client.closed()).toEqual([1001, expect.stringContaining('stops')]);
    await http.close();
  });
});
