import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';
import { typeParsers } from './type-parsers.ts';

/** A line for the operator's log: a sentence, and what belongs to it. */
export type Log = (message: string, details?: Record<string, unknown>) => void;

export interface OpenDatabaseOptions {
  /** A `postgresql://` URL; `postgresql://user@/name?host=/directory` for a unix socket. */
  connectionString: string;
  /** Most connections held at once; 10 when not given. */
  max?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** A statement is cancelled after this long; 30 000 when not given, 0 for never. */
  statementTimeoutMs?: number;
  log?: Log;
}

/** A pool of connections, and Kysely over the same pool. `close` waits for statements that run. */
export interface Database<Tables = Schema> {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool; connections are made when first needed, so this itself neither waits nor fails. */
export function openDatabase<Tables = Schema>(options: OpenDatabaseOptions): Database<Tables> {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName ?? 'impresario',
    max: options.max ?? 10,
    types: typeParsers,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // A transaction forgotten open would hold its row locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection dies with its server; without a listener that would end the process. The pool makes a new one.
  pool.on('error', (error) => options.log?.('An idle database connection was lost.', { error }));
  // The same for one that is lent out and cut between two queries; the next query then fails and says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  return { kysely, pool, close: () => (closed ??= kysely.destroy().then(() => endOnce(pool))) };
}

/** Kysely ends the pool only when it was used. */
async function endOnce(pool: pg.Pool): Promise<void> {
  if (!pool.ending) await pool.end();
}
