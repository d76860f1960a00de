import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

export interface DatabaseState {
  /** Such as 17. */
  majorVersion: number;
  /** What is committed is on the disk. */
  survivesPowerLoss: boolean;
  /** Migrations of this release that the database does not have. */
  missingMigrations: string[];
  connections: { open: number; waiting: number; max: number };
}

/** What an operator should know of a database. */
export async function inspectDatabase(pool: pg.Pool): Promise<DatabaseState> {
  const { rows } = await pool.query<{ version: number; fsync: string; commit: string }>(
    `select current_setting('server_version_num')::integer / 10000 as version,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  const { version, fsync, commit } = rows[0]!;
  const done = await pool.query<{ name: string }>('select name from schema_migrations');
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql'));
  const names = new Set(done.rows.map(({ name }) => name));
  return {
    majorVersion: version,
    survivesPowerLoss: fsync === 'on' && commit !== 'off',
    missingMigrations: files.map((file) => file.replace(/\.sql$/, '')).filter((name) => !names.has(name)),
    connections: { open: pool.totalCount, waiting: pool.waitingCount, max: pool.options.max },
  };
}
