import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase, openDatabase, startEmbeddedPostgres } from '@impresario/database';

/** A PostgreSQL of the soak's own, where nothing has to outlive a power cut. */
export interface SoakServer {
  /** A migrated database that nobody else uses. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startSoakServer(): Promise<SoakServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'impresario-soak-'));
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
      await admin.pool.query(`create database soak_${count}`);
      const connectionString = server.connectionString.replace('@/impresario?', `@/soak_${count}?`);
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
