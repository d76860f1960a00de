import { Agent, request } from 'node:http';
import type { House } from './house.ts';

/** One request as it goes over the wire. Header values are bytes as latin1 text. */
export interface Sending {
  readonly method: string;
  /** Path and query, already encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Real time from sending to the end of the reply. */
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const PATIENCE_MS = 20_000;
/** After so long without an answer the server waits for its clock, which only we move. */
const STALL_MS = 25;

/** Sends one request; of an event stream only the first bytes are read. Throws when nobody answers. */
export async function send(house: House, sending: Sending): Promise<Reply> {
  const stop = moveTime(house);
  try {
    return await exchange(house.url, sending);
  } finally {
    stop();
  }
}

/** Moves the clock while the reply is not there, as replies may wait for up to a minute of it. */
function moveTime({ test }: House): () => void {
  let timer = setTimeout(tick, STALL_MS);
  function tick() {
    test.clock.advance(1_000);
    timer = setTimeout(tick, STALL_MS / 5);
  }
  return () => clearTimeout(timer);
}

function exchange(url: string, { method, path, headers, body }: Sending): Promise<Reply> {
  const startedAt = performance.now();
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, method, path, headers, timeout: PATIENCE_MS });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      const isStream = incoming.headers['content-type']?.startsWith('text/event-stream') === true;
      const finish = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(chunks),
          ms: performance.now() - startedAt,
        });
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (!isStream) return;
        finish();
        outgoing.destroy();
      });
      incoming.on('end', finish);
      // A stream that we cut ends in an error that says so.
      incoming.on('error', () => (isStream ? finish() : reject(new Error('the reply broke off'))));
    });
    outgoing.end(body ?? undefined);
  });
}

/** The request as a line for a shell. Bodies that are not text are given in hex. */
export function curlLine(url: string, { method, path, headers, body }: Sending): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const fields = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const parts = ['curl', '-i', '--path-as-is', '-X', method, ...fields, quote(url + path)];
  if (!body) return parts.join(' ');
  const text = body.toString('utf8');
  if (Buffer.from(text).equals(body) && !text.includes('\0')) {
    return [...parts, '--data-binary', quote(text)].join(' ');
  }
  return `printf '%s' ${body.toString('hex')} | xxd -r -p | ${parts.join(' ')} --data-binary @-`;
}
