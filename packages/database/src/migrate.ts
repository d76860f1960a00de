import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { codeOf, DatabaseError } from './database-error.ts';
import type { Log } from './pool.ts';

export interface MigrateOptions {
  connectionString: string;
  /** Folder of the numbered .sql files; this package's own when not given. */
  directory?: string;
  log?: Log;
}

const TABLE = 'schema_migrations';
const OWN_MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Brings a database to the newest migration, all new ones in one transaction, under node-pg-migrate's advisory lock, so any
 * number of processes may call it at once. Returns the names that this call applied; costs one query when there are none.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ applied: string[] }> {
  const directory = options.directory ?? OWN_MIGRATIONS;
  const names = await migrationNames(directory);
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'impresario migrate',
  });
  await client.connect();
  try {
    const done = await appliedNames(client);
    refuseNewerDatabase(names, done);
    if (done.length === names.length) return { applied: [] };
    const applied = await applyMigrations(client, directory);
    if (applied.length > 0) options.log?.('The database schema was brought up to date.', { applied });
    return { applied };
  } finally {
    await client.end();
  }
}

async function migrationNames(directory: string): Promise<string[]> {
  try {
    const files = await readdir(directory);
    return files
      .filter((file) => /^\d{6}_[a-z0-9-_]+\.sql$/.test(file))
      .map((file) => file.slice(0, -'.sql'.length));
  } catch (cause) {
    throw new DatabaseError('migrations_missing', `The folder of migrations ${directory} cannot be read.`, {
      cause,
    });
  }
}

async function appliedNames(client: pg.Client): Promise<string[]> {
  const UNDEFINED_TABLE = '42P01';
  try {
    const { rows } = await client.query<{ name: string }>(`select name from public.${TABLE}`);
    return rows.map((row) => row.name);
  } catch (error) {
    if (codeOf(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** An older release on a newer schema would write rows that the newer one's constraints were not made for. */
function refuseNewerDatabase(names: string[], done: string[]): void {
  const unknown = done.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new DatabaseError(
    'database_newer',
    `The database has migrations that this release does not know (${unknown.join(', ')}): it was used by a newer release.`,
  );
}

async function applyMigrations(client: pg.Client, directory: string): Promise<string[]> {
  // Imported here because loading it costs more than a warm start may take.
  const { runner } = await import('node-pg-migrate');
  try {
    const applied = await runner({
      dbClient: client,
      dir: directory,
      ignorePattern: '(?!\\d{6}_[a-z0-9-_]+\\.sql$).*',
      direction: 'up',
      migrationsTable: TABLE,
      migrationsSchema: 'public',
      schema: 'public',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      log: () => {},
    });
    return applied.map((migration) => migration.name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError('migration_failed', `A migration failed and nothing was changed: ${reason}`, {
      cause,
    });
  }
}
