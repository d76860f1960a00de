import type { Log } from '../pool.ts';
import { isTransient } from '../is-transient.ts';
import { prepareBinaries } from './binaries.ts';
import type { BinariesOptions } from './binaries.ts';
import { initialiseCluster, OWNER } from './initialise-cluster.ts';
import { pause } from './pause.ts';
import { preparePlaces } from './places.ts';
import { keepsProcessAlive, signIn, signOut } from './presence.ts';
import type { Presence } from './presence.ts';
import { ensureServerRuns } from './run-server.ts';
import type { ServerPlan } from './run-server.ts';

const DATABASE = 'impresario';

export interface EmbeddedPostgresOptions extends BinariesOptions {
  /** The application's data directory; the database lives in its folder `postgres`. */
  dataDir: string;
  log?: Log;
  /** Server parameters over ours, by PostgreSQL's names. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** `postgresql://impresario@/impresario?host=…`, for the driver and for psql alike. */
  readonly connectionString: string;
  /** True when the server ran already: another process uses it, or a killed one left it behind. */
  readonly reused: boolean;
  /** Signs this process out; the last one out stops the server and waits until it is down. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed, or joins the one that runs on this directory, and keeps it running: when the
 * server dies while we use it, it is started again. It listens on a unix socket in a private directory, never on TCP.
 * Throws DatabaseError with a message for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const places = await preparePlaces(options.dataDir);
  const binaries = await prepareBinaries(places, options);
  if (await initialiseCluster(places, binaries)) log('A new database was made.', { directory: places.home });
  const plan: ServerPlan = { places, binaries, settings: options.settings ?? {}, log };
  const { presence, reused } = await join(plan);
  const supervisor = supervise(plan, presence);
  return {
    connectionString: `postgresql://${OWNER}@/${DATABASE}?host=${encodeURIComponent(places.socketDirectory)}`,
    reused,
    stop: supervisor.stop,
  };
}

/** Makes sure the server runs and signs in; once more when the server went down in between. */
async function join(plan: ServerPlan): Promise<{ presence: Presence; reused: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const { reused } = await ensureServerRuns(plan);
    let presence: Presence | undefined;
    try {
      presence = await signIn(plan.places);
      await makeDatabase(presence);
      keepsProcessAlive(presence, false);
      return { presence, reused };
    } catch (error) {
      if (presence) await signOut(presence, plan.places).catch(() => {});
      if (!isTransient(error) || attempt >= 10) throw error;
    }
  }
}

/** Two processes may both find none; the second is told so by its code. */
async function makeDatabase({ client }: Presence): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount !== 0) return;
  await client.query(`create database ${DATABASE}`).catch((error: unknown) => {
    const DUPLICATE_DATABASE = new Set(['42P04', '23505']);
    if (!(error instanceof Error && 'code' in error && DUPLICATE_DATABASE.has(String(error.code))))
      throw error;
  });
}

/** Watches the presence connection: it breaks exactly when the server is gone for us. */
function supervise(plan: ServerPlan, first: Presence): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let presence: Presence | undefined = first;

  const watching = (async () => {
    while (presence && !stopping.signal.aborted) {
      await Promise.race([presence.lost, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      plan.log('The database server is gone; it is started again.');
      presence = undefined;
      presence = await rejoin(plan, stopping.signal);
    }
  })();

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    await watching;
    if (!presence) return;
    try {
      const outcome = await signOut(presence, plan.places);
      if (outcome === 'still-running')
        plan.log('The database server did not stop in time; it is left running.');
    } catch (error) {
      // A server that dies while we ask it to stop has stopped.
      if (!isTransient(error)) throw error;
    }
  };
  return { stop: () => (stopped ??= stop()) };
}

const BACKOFF_MS_MAX = 5_000;

async function rejoin(plan: ServerPlan, signal: AbortSignal): Promise<Presence | undefined> {
  for (let waitMs = 50; !signal.aborted; waitMs = Math.min(waitMs * 2, BACKOFF_MS_MAX)) {
    try {
      const { presence } = await join(plan);
      plan.log('The database server runs again.');
      return presence;
    } catch (error) {
      plan.log('The database server could not be started; the next attempt follows.', { error, waitMs });
    }
    await pause(waitMs, signal);
  }
  return undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
