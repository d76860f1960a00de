import { createClient, type Client } from '@impresario/client';
import { UsageError } from './exit-code.ts';
import type { World } from './world.ts';

export interface Connection {
  client: Client;
  /** Stops the server again, when it was started for this command alone. */
  close(): Promise<void>;
}

/**
 * A client of the server meant: `--url`, `IMPRESARIO_URL`, the one that runs on `DATA_DIR`, or else one started in
 * this process for as long as the command takes.
 */
export async function connect(
  world: World,
  options: { url?: string | undefined; token?: string | undefined },
  onStart: () => void = () => undefined,
): Promise<Connection> {
  const { env } = world;
  const url = options.url ?? env['IMPRESARIO_URL'];
  const token = options.token ?? env['IMPRESARIO_TOKEN'];
  const nothingToClose = () => Promise.resolve();
  if (url) {
    const baseUrl = readUrl(url);
    return connection(baseUrl, token ?? (await ownToken(baseUrl, env)), nothingToClose);
  }
  const { findRunningServer, startServer } = await import('@impresario/server');
  const running = await findRunningServer(env);
  if (running) return connection(running.url, token ?? running.token, nothingToClose);
  onStart();
  const server = await startServer({ env, port: 0, quiet: true, studio: false });
  return connection(server.url, token ?? server.token, () => server.stop());
}

function connection(url: string, token: string | null | undefined, close: () => Promise<void>): Connection {
  return { client: createClient({ baseUrl: url, ...(token && { token }) }), close };
}

function readUrl(typed: string): string {
  const url = URL.parse(typed);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError(`“${typed}” is not an address; write it as http://127.0.0.1:8787.`);
  }
  return url.href;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The owner's token, where the address is that of the server running on this machine's DATA_DIR. */
async function ownToken(typed: string, env: World['env']): Promise<string | null> {
  const url = new URL(typed);
  if (!loopback.has(url.hostname)) return null;
  const { findRunningServer } = await import('@impresario/server');
  const running = await findRunningServer(env);
  if (!running) return null;
  const own = new URL(running.url);
  return loopback.has(own.hostname) && own.port === url.port ? running.token : null;
}
