import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase, openDatabase, startEmbeddedPostgres } from '@impresario/database';

/**
 * A PostgreSQL of the simulation's own, where nothing has to outlive a power cut. A run keeps transactions open, and those
 * hold back the event logs of all databases of a server.
 */
export interface OwnServer {
  /** A migrated database that nobody else uses. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'impresario-simulation-'));
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const server = await startEmbeddedPostgres({ dataDir, settings });
  const admin = openDatabase({ connectionString: server.connectionString, max: 1 });
  let count = 0;
  return {
    async newDatabase() {
      count += 1;
      const name = `stage_${count}`;
      await admin.pool.query(`create database ${name}`);
      const connectionString = server.connectionString.replace('@/impresario?', `@/${name}?`);
      await migrateDatabase({ connectionString });
      return connectionString;
    },
    async stop() {
      await admin.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
