import { connect, type Socket } from 'node:net';
import type { CrowdOrder, CrowdReport, Opening } from './crowd.ts';

/** Connections that are being opened at once. */
const openingMax = 64;
const mark = '"title":"';

/** Many clients of one server, of bare sockets, so that they take as little as possible of what they measure. */
const sockets: Socket[] = [];
let latenciesMs: number[] = [];
let received = 0;
/** Resolves once so many bytes have come over all connections together. */
let awaited: { bytes: number; resolve: () => void } | null = null;

async function open({ url, kind, path, tokens, from }: Opening): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const waiting = tokens.map((token, n) => ({ token, localAddress: from[n % from.length]! }));
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const to = { port: Number(port), host: hostname, localAddress: next.localAddress };
      sockets.push(await openOne(to, kind, headOf(kind, path, host, next.token)));
    }
  };
  await Promise.all(Array.from({ length: openingMax }, work));
}

function headOf(kind: Opening['kind'], path: string, host: string, token: string): string {
  const head = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n`;
  if (kind === 'stream') return `${head}\r\n`;
  const key = 'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  return `${head}connection: upgrade\r\nupgrade: websocket\r\n${key}\r\n`;
}

/** As a client must send it: masked, here by zeros. */
function masked(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

function openOne(
  to: { port: number; host: string; localAddress: string },
  kind: Opening['kind'],
  text: string,
): Promise<Socket> {
  const [status, begun] = kind === 'stream' ? ['200', 'retry:'] : ['101', '"event":"position"'];
  return new Promise((resolve, reject) => {
    const socket = connect(to, () => {
      socket.write(text);
      if (kind === 'socket') socket.write(masked('{"type":"subscribe","trackId":null}'));
    });
    let head: string | null = '';
    socket.on('data', (chunk) => {
      if (head === null) return hear(chunk);
      head += chunk.toString('latin1');
      if (!head.includes(begun)) return;
      if (!head.startsWith(`HTTP/1.1 ${status} `)) return reject(new Error(head));
      head = null;
      resolve(socket);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`The server closed a connection: ${head}`)));
  });
}

function hear(chunk: Buffer): void {
  received += chunk.byteLength;
  if (awaited) return answerWhenAllIsThere();
  noteLatencies(chunk);
}

/** An event carries as its track's title when its change was begun, on the clock that all processes share. */
function noteLatencies(chunk: Buffer): void {
  const now = Number(process.hrtime.bigint() / 1000n);
  for (let at = chunk.indexOf(mark); at !== -1; at = chunk.indexOf(mark, at + 1)) {
    const begun = Number.parseInt(chunk.toString('latin1', at + mark.length, at + mark.length + 20), 10);
    if (Number.isFinite(begun)) latenciesMs.push((now - begun) / 1000);
  }
}

function answerWhenAllIsThere(): void {
  if (!awaited || received < awaited.bytes) return;
  awaited.resolve();
  awaited = null;
}

async function carryOut(order: CrowdOrder): Promise<unknown> {
  if (order.do === 'open') await open(order);
  if (order.do === 'report') {
    const report: CrowdReport = { latenciesMs };
    latenciesMs = [];
    return report;
  }
  if (order.do === 'await') {
    received = 0;
    const done = new Promise<void>((resolve) => {
      awaited = { bytes: order.bytesEach * sockets.length, resolve };
    });
    process.send?.('waiting');
    await done;
    return Number(process.hrtime.bigint() / 1000n);
  }
  return 'done';
}

process.on('message', (order: CrowdOrder) => {
  carryOut(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
