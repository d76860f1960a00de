import {
  migrateDatabase,
  openDatabase,
  startEmbeddedPostgres,
  type Database,
  type Log as DatabaseLog,
  type Schema,
} from '@impresario/database';
import type { Log } from '@impresario/engine';
import type { Config } from './config.ts';
import { StartError } from './start-error.ts';

export interface OpenedDatabase {
  readonly db: Database<Schema>;
  /** For a connection outside the pool. */
  readonly connectionString: string;
  close(): Promise<void>;
}

/** The outside server of `DATABASE_URL`, or the embedded one; either way migrated to the newest schema. */
export async function openMigratedDatabase(config: Config, log: Log): Promise<OpenedDatabase> {
  const databaseLog: DatabaseLog = (message, details = {}) => log.info(details, message);
  if (config.DATABASE_URL) {
    await reach(() => migrateDatabase({ connectionString: config.DATABASE_URL!, log: databaseLog }));
    const db = openDatabase<Schema>({ connectionString: config.DATABASE_URL, log: databaseLog });
    return { db, connectionString: config.DATABASE_URL, close: () => db.close() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: databaseLog });
  try {
    await migrateDatabase({ connectionString: embedded.connectionString, log: databaseLog });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  const db = openDatabase<Schema>({ connectionString: embedded.connectionString, log: databaseLog });
  return {
    db,
    connectionString: embedded.connectionString,
    async close() {
      await db.close();
      await embedded.stop();
    },
  };
}

async function reach(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('E')) {
      const message = `The database of DATABASE_URL cannot be reached (${String(cause.code)}). Check its address and that it runs.`;
      throw new StartError('database_unreachable', message, { cause });
    }
    throw cause;
  }
}
