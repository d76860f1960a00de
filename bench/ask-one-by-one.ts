import { connect } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OneByOne {
  /** Origin of the server. */
  readonly url: string;
  /** The only status that counts; any other ends the run. */
  readonly status: number;
  /** On the clock of `performance.now()`. */
  readonly until: number;
  next(): Asked;
}

/**
 * One client: posts over one kept connection, each request when the reply before it has come whole, and over a new one
 * when the server says that it closes. Resolves with how many were answered. Bare sockets, so that a load takes as
 * little as possible of what it measures.
 */
export async function askOneByOne(load: OneByOne): Promise<number> {
  let answered = 0;
  while (performance.now() < load.until) answered += await overOneConnection(load);
  return answered;
}

function overOneConnection({ url, status, until, next }: OneByOne): Promise<number> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    let answered = 0;
    let received = '';
    const send = () => void socket.write(asText(host, next()));
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () =>
      reject(new Error('The server closed the connection in the middle of a request.')),
    );
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith(`HTTP/1.1 ${status} `)) {
        socket.destroy(new Error(received));
        return;
      }
      const isLast = /^connection: close/im.test(received) || performance.now() >= until;
      received = '';
      answered += 1;
      if (!isLast) return send();
      resolve(answered);
      socket.end();
    });
  });
}

function asText(host: string, { path, headers, body }: Asked): string {
  const fields = Object.entries({ host, ...headers, 'content-length': String(Buffer.byteLength(body)) });
  return `POST ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

function isWhole(reply: string): boolean {
  const headEnd = reply.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const [, length] = /^content-length: (\d+)/im.exec(reply) ?? [];
  return length === undefined
    ? reply.endsWith('\r\n0\r\n\r\n')
    : reply.length >= headEnd + 4 + Number(length);
}
