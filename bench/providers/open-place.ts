import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { migrateDatabase, openDatabase, startEmbeddedPostgres, type Database } from '@impresario/database';
import { makeDataDirectory, runServer, type ServerProcess } from '@impresario/server/testing';
import { startFarEnd, type FarEnd, type FarEndOptions } from './far-end.ts';

/** A server as its users run it, a simulated Suno for it, and a look into its database. */
export interface Place {
  readonly farEnd: FarEnd;
  readonly db: Database;
  readonly connectionString: string;
  start(): Promise<ServerProcess>;
  close(): Promise<void>;
}

export const jwtSecret = 'bench-bench-bench-bench-bench-bench';

export async function openPlace(options: FarEndOptions): Promise<Place> {
  const { webhookSecret } = options;
  const directory = await makeDataDirectory();
  const embedded = await startEmbeddedPostgres({ dataDir: directory.dataDir });
  const { connectionString } = embedded;
  await migrateDatabase({ connectionString });
  const farEnd = await startFarEnd(options);
  const db = openDatabase({ connectionString });
  const servers: ServerProcess[] = [];
  return {
    farEnd,
    db,
    connectionString,
    async start() {
      const port = await freePort();
      const server = await runServer(directory.dataDir, {
        ...{ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, JWT_SECRET: jwtSecret, LOG_LEVEL: 'error' },
        ...{ SUNO_API_URL: farEnd.url, SUNO_API_KEY: farEnd.apiKey },
        ...(webhookSecret !== null && { SUNO_WEBHOOK_SECRET: webhookSecret }),
      });
      servers.push(server);
      return server;
    },
    async close() {
      for (const server of servers) await server.end();
      await farEnd.end();
      await db.close();
      await embedded.stop();
      await directory.remove();
    },
  };
}

/** The server must know its own address before it listens, to tell it to the provider. */
async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return String(port);
}
