import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  localIdentity,
  openTestHttp,
  OWNER_TOKEN,
  START,
  userToken,
  type TestHttp,
} from '../testing/open-test-http.ts';
import { scriptedEngine } from '../testing/scripted-engine.ts';
import { scriptedRealtime } from '../testing/scripted-realtime.ts';
import { connectSocket, type SocketClient } from '../testing/socket-client.ts';

let http: TestHttp;
let clients: SocketClient[] = [];
afterEach(async () => {
  for (const { socket } of clients) socket.terminate();
  clients = [];
  await http.close();
});

function open(headers: Record<string, string> = {}, query = ''): SocketClient {
  const client = connectSocket(http.url, { headers }, query);
  clients.push(client);
  return client;
}
const asUser = async (sub = 'user-1', exp = START.getTime() / 1000 + 3600) => ({
  authorization: `Bearer ${await userToken({ sub, exp })}`,
});
const connections = async () => {
  http.clock.advance(1_000);
  const text = await (await fetch(`${http.url}/metrics`)).text();
  return Number(/^impresario_realtime_connections\{transport="websocket"\} (\d+)$/m.exec(text)?.[1]);
};

describe('the WebSocket, when it is opened', () => {
  it('[SEC-1] takes a token or a ticket, or nobody who says in time who they are', async () => {
    const redeemTicket = async (ticket: string) =>
      ticket === 'good' ? { userId: 'user-1', keyId: null, proofExpiresAt: null } : null;
    http = await openTestHttp({ engine: scriptedEngine({ redeemTicket }) });
    const byToken = open(await asUser());
    expect((await byToken.hears('authenticated')).data).toEqual({ expiresAt: '2026-03-01T13:01:00.000Z' });
    expect((await open({}, '?ticket=good').hears('authenticated')).data).toEqual({ expiresAt: null });
    expect(await open({}, '?ticket=bad').status()).toBe(401);
    expect(await open({ authorization: 'Bearer x.y.z' }).status()).toBe(401);
    const [late, eager] = [open(), open()];
    expect([await late.status(), await eager.status()]).toEqual([101, 101]);
    eager.say({ type: 'authenticate', ticket: 'good' });
    await eager.hears('authenticated');
    http.clock.advance(5_000);
    expect(await late.closed()).toEqual([4401, 'Nothing said in time who you are.']);
    expect(eager.socket.readyState).toBe(eager.socket.OPEN);
  });

  it('[SEC-4] refuses pages that are not ours nor of a listed origin, whatever they prove', async () => {
    http = await openTestHttp();
    const from = async (origin: string) => open({ ...(await asUser()), origin }).status();
    expect(await from('https://evil.test')).toBe(403);
    expect(await from('https://app.test.evil.test')).toBe(403);
    expect(await from('null')).toBe(403);
    expect(await from('https://app.test')).toBe(101);
    expect(await from(http.url)).toBe(101);
  });

  it('[SEC-4] takes the cookie of a local server from its own pages alone', async () => {
    http = await openTestHttp({ identity: localIdentity, allowedOrigins: ['http://127.0.0.1:3000'] });
    const cookie = `impresario_session=${OWNER_TOKEN}`;
    await open({ cookie, origin: http.url }).hears('authenticated');
    expect(await open({ cookie, origin: 'http://127.0.0.1:9999' }).status()).toBe(403);
    // Cookies do not tell ports apart, so a page of a listed origin brings it along, and is nobody.
    const listed = open({ cookie, origin: 'http://127.0.0.1:3000' });
    expect(await listed.status()).toBe(101);
    listed.say({ type: 'subscribe', trackId: null, after: null });
    expect(await listed.closed()).toEqual([4401, 'Say first who you are.']);
    expect(await open({ cookie, host: 'evil.test', origin: 'http://evil.test' }).status()).toBe(403);
  });

  it('[RT-3] takes places as streams do, and frees them', async () => {
    const { realtime } = scriptedRealtime();
    http = await openTestHttp({ realtime, streamLimits: { perUserMax: 2, totalMax: 4 } });
    const first = open(await asUser());
    await first.hears('authenticated');
    const stop = new AbortController();
    await http.request('/v1/events', { signal: stop.signal });
    expect(await open(await asUser()).status()).toBe(429);
    const unnamed = open();
    expect(await unnamed.status()).toBe(101);
    unnamed.say({ type: 'authenticate', token: await userToken() });
    expect(await unnamed.closed()).toEqual([4429, expect.stringContaining('2 event streams')]);
    await open(await asUser('bob')).hears('authenticated');
    expect(await open().status()).toBe(101);
    expect(await open().status()).toBe(503);
    expect(await connections()).toBe(3);
    for (const { socket } of clients) socket.terminate();
    stop.abort();
    await expect.poll(connections).toBe(0);
    await open(await asUser()).hears('authenticated');
  });

  it('answers what is no WebSocket in the words of all refusals, and leaves other protocols alone', async () => {
    http = await openTestHttp();
    const plain = await http.request('/v1/realtime');
    expect([plain.status, await plain.json()]).toMatchObject([400, { code: 'validation_failed' }]);
    expect((await http.request('/v1/realtime', { method: 'POST' })).status).toBe(405);
    const raw = (path: string, headers: string) =>
      new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(http.port, '127.0.0.1');
        socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text));
        socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`);
      });
    const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n';
    const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    const bearer = `authorization: ${(await asUser()).authorization}\r\n`;
    expect(await raw('/v1/realtime', `${upgrade}${bearer}sec-websocket-key: short\r\n`)).toMatch(
      /^HTTP\/1\.1 400/,
    );
    expect(await raw('/v1/realtime', `${upgrade}host: b\r\n`)).toMatch(/^HTTP\/1\.1 400/);
    const h2c = 'connection: upgrade, close\r\nupgrade: h2c\r\n';
    expect(await raw('/v1/realtime', h2c)).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw('/livez', h2c)).toMatch(/^HTTP\/1\.1 200/);
    expect(await raw('/livez', h2c.replace('h2c', 'websocket'))).toMatch(/^HTTP\/1\.1 200/);
    const refused = await raw('/v1/realtime', `${upgrade}${key}origin: https://evil.test\r\n`);
    expect(refused).toMatch(/^HTTP\/1\.1 403[\s\S]*\r\nx-request-id: [\s\S]*"code":"forbidden"/i);
    expect(await raw('/v1/realtime', `${upgrade}${key}authorization: Basic x\r\n`)).toMatch(
      /^HTTP\/1\.1 401/,
    );
    expect(await connections()).toBe(0);
  });

  it('stands in the log with its user, and tells the id of its request', async () => {
    http = await openTestHttp();
    let requestId: string | undefined;
    const client = open(await asUser());
    client.socket.on('upgrade', (reply) => (requestId = reply.headers['x-request-id'] as string));
    await client.hears('authenticated');
    expect(http.logged.map(({ fields }) => fields)).toMatchObject([
      { requestId, route: '/v1/realtime', status: 101, userId: 'user-1' },
    ]);
  });
});
