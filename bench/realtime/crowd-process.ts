import { connect, type Socket } from 'node:net';
import type { CrowdOrder, CrowdReport } from './crowd.ts';

/** Connections that are being opened at once. */
const openingMax = 64;
const mark = '"title":"';

/** Many clients of one server, of bare sockets, so that they take as little as possible of what they measure. */
const sockets: Socket[] = [];
let latenciesMs: number[] = [];

async function open({ url, path, tokens, from }: CrowdOrder): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const waiting = tokens.map((token, n) => ({ token, localAddress: from[n % from.length]! }));
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { token, localAddress } = next;
      const text = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`;
      sockets.push(await openOne({ port: Number(port), host: hostname, localAddress }, text));
    }
  };
  await Promise.all(Array.from({ length: openingMax }, work));
}

function openOne(to: { port: number; host: string; localAddress: string }, text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(to, () => socket.write(text));
    let head: string | null = '';
    socket.on('data', (chunk) => {
      if (head === null) return hear(chunk);
      head += chunk.toString('latin1');
      if (!head.includes('retry:')) return;
      if (!head.startsWith('HTTP/1.1 200 ')) return reject(new Error(head));
      head = null;
      resolve(socket);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`The server closed a connection: ${head}`)));
  });
}

/** An event carries as its track's title when its change was begun, on the clock that all processes share. */
function hear(chunk: Buffer): void {
  const now = Number(process.hrtime.bigint() / 1000n);
  for (let at = chunk.indexOf(mark); at !== -1; at = chunk.indexOf(mark, at + 1)) {
    const begun = Number.parseInt(chunk.toString('latin1', at + mark.length, at + mark.length + 20), 10);
    if (Number.isFinite(begun)) latenciesMs.push((now - begun) / 1000);
  }
}

process.on('message', (order: CrowdOrder | 'report') => {
  if (order === 'report') {
    process.send?.({ latenciesMs } satisfies CrowdReport);
    latenciesMs = [];
    return;
  }
  open(order).then(
    () => process.send?.('open'),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
