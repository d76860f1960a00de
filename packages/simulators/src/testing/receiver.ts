import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly json: unknown;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Statuses of the next answers; 200 when it is empty. */
  readonly answers: number[];
  /** Resolves when that many have arrived. */
  until(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

/** A real HTTP server that takes callbacks and remembers them. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  let wake = () => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      received.push({ path: request.url ?? '', headers: request.headers, raw, json: JSON.parse(raw) });
      response.writeHead(answers.shift() ?? 200);
      response.end('{"status":"received"}');
      wake();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    async until(count) {
      while (received.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
