import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startSimulator, type Simulator, type SimulatorOptions } from '@impresario/simulators';
import { makeDataDirectory, runServer, type ServerProcess } from '../src/testing.ts';

/** A real server process with a key for a simulated Suno, which posts its callbacks to it. */
export interface SunoHouse {
  readonly suno: Simulator;
  readonly server: ServerProcess;
  readonly dataDir: string;
  /** What the server answered to callbacks. */
  readonly callbackStatuses: readonly number[];
  /** Ends the server and starts it again on the same data. */
  restart(env?: Record<string, string>): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** After `kill`, on the same data. */
  start(env?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

const webhookSecret = 'a-secret-of-the-webhook';

export async function openSunoHouse(
  env: Record<string, string> = {},
  options: SimulatorOptions = {},
): Promise<SunoHouse> {
  const place = await makeDataDirectory();
  const suno = await startSimulator('suno', {
    speed: 'instant',
    rateLimits: 'none',
    credits: 10_000,
    apiKey: 'the-right-key',
    webhookSecret,
    ...options,
  });
  const relay = await startRelay();
  const usual = {
    SUNO_API_URL: suno.url,
    SUNO_API_KEY: suno.apiKey,
    SUNO_WEBHOOK_SECRET: webhookSecret,
    SUNO_CALLBACK_URL: relay.url,
    ...env,
  };
  async function run(more: Record<string, string>): Promise<ServerProcess> {
    const server = await runServer(place.dataDir, { ...usual, ...more });
    relay.target = `${server.url}/webhooks/suno`;
    return server;
  }
  let server = await run({});
  return {
    suno,
    get server() {
      return server;
    },
    dataDir: place.dataDir,
    callbackStatuses: relay.statuses,
    async restart(more = {}) {
      await server.end();
      server = await run(more);
    },
    kill: () => server.kill(),
    async start(more = {}) {
      server = await run(more);
    },
    async close() {
      await server.end();
      await suno.close();
      await relay.close();
      await place.remove();
    },
  };
}

/** Stands where a tunnel would: its address is known before that of the server, which takes any free port. */
async function startRelay() {
  const relay = { url: '', target: '', statuses: [] as number[] };
  const server = createServer((request, response) => {
    void (async () => {
      const headers = new Headers({ 'content-type': 'application/json' });
      for (const name of ['x-suno-signature', 'x-suno-timestamp']) {
        const value = request.headers[name];
        if (typeof value === 'string') headers.set(name, value);
      }
      const body = new Uint8Array(await buffer(request));
      const reply = await fetch(`${relay.target}${request.url}`, { method: 'POST', headers, body }).catch(
        () => null,
      );
      const status = reply?.status ?? 502;
      relay.statuses.push(status);
      response.writeHead(status).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return Object.assign(relay, { close });
}
