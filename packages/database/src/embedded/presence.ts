import type pg from 'pg';
import { pause, startStopwatch } from './pause.ts';
import type { Places } from './places.ts';
import { connectToMaintenance } from './ping.ts';
import { processState, readPostmasterPid } from './postmaster-pid.ts';

/** Every process that uses the server holds this lock shared; who gets it alone is the last and may stop the server. */
const PRESENCE_LOCK = 7_390_214_661_001;

/** How long a fast shutdown may take: it writes out what is in memory. */
const STOPPING_MS_MAX = 60_000;

/**
 * One process's sign that it uses the server: a connection with a shared lock. The server itself drops both when the process
 * dies, however it dies, so nothing stale is ever left behind. `lost` resolves when the connection breaks.
 */
export interface Presence {
  readonly client: pg.Client;
  readonly lost: Promise<void>;
}

/** Signs in; waits while the last user stops the server, and fails then with the server's own code (57P01). */
export async function signIn(places: Places): Promise<Presence> {
  const client = await connectToMaintenance(places, 'impresario presence');
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  try {
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return { client, lost };
}

/** While it only watches, the connection must not keep a program alive that forgot to stop the server. */
export function keepsProcessAlive(presence: Presence, alive: boolean): void {
  // The driver has both, its types neither.
  const client = presence.client as pg.Client & { ref(): void; unref(): void };
  if (alive) client.ref();
  else client.unref();
}

/** Signs out, and stops the server when nobody else is signed in. */
export async function signOut(
  presence: Presence,
  places: Places,
): Promise<'stopped' | 'in-use' | 'still-running'> {
  const { client } = presence;
  keepsProcessAlive(presence, true);
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
    if (!(await isAlone(client))) return 'in-use';
    return (await stopServer(places)) ? 'stopped' : 'still-running';
  } finally {
    await client.end().catch(() => {});
  }
}

/** Asks a few times, for the server needs a moment to notice that a killed process is gone. */
async function isAlone(client: pg.Client): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      PRESENCE_LOCK,
    ]);
    if (rows[0]?.alone === true) return true;
    if (look === 4) return false;
    await pause(20);
  }
}

/** Asks for a fast shutdown and waits until the process is gone and its lock file with it. */
async function stopServer(places: Places): Promise<boolean> {
  const pid = await readPostmasterPid(places);
  // In another container's process table the number would mean somebody else.
  if (pid === undefined || (await processState(pid, places)) === 'gone') return false;
  process.kill(pid, 'SIGINT');
  const stopwatch = startStopwatch();
  while (stopwatch.elapsedMs() < STOPPING_MS_MAX) {
    const held = (await readPostmasterPid(places)) === pid;
    if (!held && !(await stillRuns(pid, places))) return true;
    await pause(5);
  }
  return false;
}

async function stillRuns(pid: number, places: Places): Promise<boolean> {
  const state = await processState(pid, places);
  // Where the system does not tell, the lock file, which the server removes last, has told already.
  return state === 'runs';
}
