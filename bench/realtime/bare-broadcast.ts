import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

/** The barest broadcast there is: `ws` as its documentation shows it. */
export interface BareBroadcast {
  readonly url: string;
  output(): string;
  /** Sends each text to each client; resolves with when it began, in microseconds of `process.hrtime`. */
  send(texts: readonly string[]): Promise<number>;
  end(): Promise<void>;
}

export async function startBareBroadcast(): Promise<BareBroadcast> {
  const child = fork(fileURLToPath(import.meta.url), ['serve'], {
    execArgv: ['--inspect=127.0.0.1:0'],
    silent: true,
  });
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    output: () => printed,
    async send(texts) {
      child.send(texts);
      const [begunAtUs] = (await once(child, 'message')) as [number];
      return begunAtUs;
    },
    async end() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function serve(): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  // What the crowd waits for before it takes a connection as begun.
  server.on('connection', (client) => client.send('{"event":"position","trackId":null,"id":"0"}'));
  await once(server, 'listening');
  process.on('message', (texts: string[]) => {
    process.send?.(Number(process.hrtime.bigint() / 1000n));
    for (const text of texts) for (const client of server.clients) client.send(text);
  });
  process.once('disconnect', () => process.exit());
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

if (import.meta.main && process.argv[2] === 'serve') await serve();
