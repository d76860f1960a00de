import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionLimits } from './connection-limits.ts';
import { listen, type Listening } from './listen.ts';
import type { HttpEnv } from './services.ts';
import { heldClock } from './testing/open-test-http.ts';

const clock = heldClock();
const reached: string[] = [];
let server: Listening;

afterEach(async () => {
  const closing = server.close();
  clock.advance(5_000);
  await closing;
  reached.length = 0;
});

async function open(limits: Partial<ConnectionLimits> = {}): Promise<void> {
  const app = new Hono<HttpEnv>();
  app.all('*', async (c) => {
    reached.push(`${c.req.method} ${c.req.path}`);
    return c.text(`read ${(await c.req.arrayBuffer()).byteLength}`);
  });
  app.onError((_, c) => c.text('broken', 500));
  server = await listen({ app, host: '127.0.0.1', port: 0, clock, limits });
}

interface Line {
  readonly socket: Socket;
  heard(): string;
  /** Resolves once what was heard fits. */
  hears(words: RegExp): Promise<void>;
  readonly closed: Promise<void>;
}

/** The end of a connection, whichever it is. */
function ending(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  return new Promise((resolve) => void socket.once('close', () => resolve()));
}

/** A bare connection, for what no HTTP client would send. */
async function dial(sent: string): Promise<Line> {
  const socket = connect(server.port, '127.0.0.1');
  const closed = ending(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(sent);
  const hears = async (words: RegExp) => {
    while (!words.test(heard)) await Promise.race([once(socket, 'data'), closed]);
  };
  return { socket, closed, heard: () => heard, hears };
}

/** What comes back until the server hangs up. */
async function answerTo(sent: string): Promise<string> {
  const line = await dial(sent);
  await line.closed;
  return line.heard();
}

const post = 'POST /in HTTP/1.1\r\nHost: h\r\n';

describe('a request that two readers could read differently', () => {
  it.each([
    ['both lengths', `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    [
      'both lengths, the other way round',
      `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `${post}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`],
    ['a list of lengths', `${post}Content-Length: 4, 4\r\n\r\nabcd`],
    ['a signed length', `${post}Content-Length: +4\r\n\r\nabcd`],
    ['a hexadecimal length', `${post}Content-Length: 0x4\r\n\r\nabcd`],
    ['chunks that are not the last coding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['an unknown coding', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a coding in disguise', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk of no size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n`],
    ['a chunk larger than it says', `${post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`],
    ['a bare line feed', `POST /in HTTP/1.1\nHost: h\nContent-Length: 0\n\n`],
    ['a carriage return in a value', `${post}X: a\rb\r\n\r\n`],
    ['a folded header', `${post}X: a\r\n\x00b\r\n\r\n`],
    ['a NUL in its path', 'GET /\0in HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['no host', 'GET /in HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /in HTTP/1.1\r\nHost: h\r\nhOST: evil\r\n\r\n'],
    ['an impossible host', 'GET /in HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a host with a path', 'GET /in HTTP/1.1\r\nHost: h/x?\r\n\r\n'],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a tunnel', 'CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n'],
  ])('with %s reaches nobody, and its connection ends', async (_what, sent) => {
    await open();
    expect(await answerTo(sent)).toMatch(/^(?:HTTP\/1.1 400 Bad Request\r\n|$)/);
    expect(reached.filter((what) => what !== 'POST /in')).toEqual([]);
  });

  it('carries no second request inside its body', async () => {
    await open();
    const hidden = 'GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n';
    const line = await dial(
      `${post}Content-Length: ${hidden.length}\r\n\r\n${hidden}GET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
    );
    await line.closed;
    expect(reached).toEqual(['POST /in', 'GET /next']);
  });
});

describe('a slow or greedy client', () => {
  it('is told 431 for a megabyte of headers, or too many of them', async () => {
    await open();
    for (const headers of [
      `X: ${'x'.repeat(1024 * 1024)}\r\n`,
      `X: ${'x'.repeat(17_000)}\r\n`,
      'a: b\r\n'.repeat(3_000),
      'a: b\r\n'.repeat(200),
    ]) {
      const answer = await answerTo(`GET /in HTTP/1.1\r\nHost: h\r\n${headers}\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 431 [^]*\r\nConnection: close\r\n/i);
    }
    expect(reached).toEqual([]);
  });

  it('is cut when its headers do not come to an end', async () => {
    await open({ headersMs: 100, requestMs: 200, checkEveryMs: 50 });
    const answer = await answerTo('GET /in HTTP/1.1\r\nHost: h\r\nX-Slow: ');
    expect(answer).toMatch(/^HTTP\/1.1 408 .*\r\nConnection: close\r\n/);
    expect(reached).toEqual([]);
  });

  it('is cut when its body as a whole takes too long', async () => {
    await open({ headersMs: 100, requestMs: 200, checkEveryMs: 50 });
    const answer = await answerTo(`${post}Content-Length: 5\r\n\r\nab`);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it.each(['Content-Length: 5\r\n\r\nab', 'Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n'])(
    'is cut after 30 s between two bytes of its body: %j',
    async (part) => {
      await open();
      const line = await dial(post + part);
      await expect.poll(() => clock.timerCount()).toBe(1);
      clock.advance(29_000);
      line.socket.write(part.includes('chunked') ? '1\r\nc\r\n' : 'c');
      await expect.poll(() => clock.timerCount()).toBe(1);
      // Its bytes have to arrive before the next look, which then sees that there were some.
      await new Promise((resolve) => setTimeout(resolve, 30));
      clock.advance(1_000);
      expect([line.heard(), clock.timerCount()]).toEqual(['', 1]);
      clock.advance(30_000);
      await line.closed;
      expect(line.heard()).toMatch(/^HTTP\/1.1 408 Request Timeout\r\nConnection: close\r\n/);
      expect(clock.timerCount()).toBe(0);
    },
  );

  it('costs no timer once its body is whole', async () => {
    await open();
    const line = await dial(`${post}Content-Length: 3\r\n\r\nab`);
    await expect.poll(() => clock.timerCount()).toBe(1);
    line.socket.write('c');
    await line.hears(/read 3/);
    await expect.poll(() => clock.timerCount()).toBe(0);
    line.socket.destroy();
  });

  it('gets a new connection after so many requests, and none beyond the number of all', async () => {
    await open({ requestsPerConnectionMax: 2, connectionsMax: 1 });
    const get = 'GET /in HTTP/1.1\r\nHost: h\r\n\r\n';
    const line = await dial(get);
    await line.hears(/read 0/);
    const second = connect(server.port, '127.0.0.1');
    await ending(second.resume());
    line.socket.write(get);
    await line.hears(/Connection: close[^]*read 0/);
    line.socket.write(get);
    await line.hears(/HTTP\/1.1 503/);
    expect(reached).toHaveLength(2);
    line.socket.destroy();
  });
});
