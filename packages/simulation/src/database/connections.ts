import { checkInvariants, type Database } from '@impresario/database';

/** As much of a driver's client as a run uses. */
interface Client {
  query<Row extends object>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null; command: string }>;
  release(destroy?: boolean): void;
}

/** A real connection that processes of a run use one after another. */
export interface Connection {
  readonly client: Client;
  readonly pid: number;
  inTransaction: boolean;
  /** A statement of it is under way. */
  isBusy: boolean;
}

/** Real connections that outlive runs, because making one costs more than most runs' statements. */
export interface Connections {
  take(): Connection;
  /** Makes it as new: what was not committed never happened. */
  give(connection: Connection): Promise<void>;
  /** The pids of those whose locks it waits for. */
  blockers(connection: Connection): Promise<number[]>;
  cancel(connection: Connection): Promise<void>;
  /** Takes back all that a run that ended early still holds. */
  reclaim(): Promise<void>;
  /** For looks from outside, never part of a run. */
  readonly monitor: Client;
  close(): Promise<void>;
}

/**
 * A statement that locks several rows does so in the order of its plan. That must not depend on how large the tables were
 * found to be, or where rows lie. And whoever closes a circle of waits finds it at once, so that the victim is the same.
 */
const everyRunAlike = `
  set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set enable_bitmapscan = off;
  set deadlock_timeout = '1ms'`;
const keepStatistics = ['tracks', 'attempts', 'callbacks', 'events', 'profiles', 'assets', 'track_versions']
  .map((table) => `alter table ${table} set (autovacuum_enabled = off)`)
  .join(';');

export async function openConnections(db: Database): Promise<Connections> {
  await db.pool.query(keepStatistics);
  // Reads its file, which would come in between in a run.
  await checkInvariants(db.pool);
  const free: Connection[] = [];
  const all: Connection[] = [];
  for (let left = connectionCount; left > 0; left -= 1) {
    const client: Client = await db.pool.connect();
    await client.query(everyRunAlike);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const connection = { client, pid: rows[0]!.pid, inTransaction: false, isBusy: false };
    free.push(connection);
    all.push(connection);
  }
  const monitor: Client = await db.pool.connect();

  async function give(connection: Connection): Promise<void> {
    if (connection.inTransaction) await connection.client.query('rollback');
    connection.inTransaction = false;
    if (!free.includes(connection)) free.push(connection);
  }

  async function cancel({ pid }: Connection): Promise<void> {
    await monitor.query('select pg_cancel_backend($1)', [pid]);
  }

  return {
    monitor,
    give,
    take() {
      const connection = free.pop();
      if (!connection) throw new Error(`More than ${connectionCount} connections are in use at once.`);
      return connection;
    },
    async blockers({ pid }) {
      const { rows } = await monitor.query<{ by: number[] }>('select pg_blocking_pids($1) as by', [pid]);
      return rows[0]!.by;
    },
    cancel,
    async reclaim() {
      for (const connection of all.filter(({ isBusy }) => isBusy)) await cancel(connection);
      while (all.some(({ isBusy }) => isBusy)) await new Promise((resolve) => setImmediate(resolve));
      for (const connection of all) if (!free.includes(connection)) await give(connection);
    },
    async close() {
      for (const { client } of all) client.release(true);
      monitor.release(true);
    },
  };
}

export const connectionCount = 28;
