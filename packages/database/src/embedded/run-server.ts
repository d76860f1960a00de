import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { DatabaseError } from '../database-error.ts';
import type { Log } from '../pool.ts';
import type { Binaries } from './binaries.ts';
import { fileError } from './file-errors.ts';
import { directoryArgument, serverEnvironment, spawnError } from './initialise-cluster.ts';
import { pause, startStopwatch } from './pause.ts';
import type { Places } from './places.ts';
import { ping } from './ping.ts';
import { removeStaleLockFile } from './postmaster-pid.ts';

export interface ServerPlan {
  places: Places;
  binaries: Binaries;
  /** Server parameters over the defaults below. */
  settings: Record<string, string>;
  log: Log;
}

/** A small server: the whole of it idles in about 20 MB. Durability stays at PostgreSQL's own defaults (fsync on). */
const DEFAULT_SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  // Nothing replicates from here, so the log need hold no more than recovery reads.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  // Containers give 64 MB of /dev/shm, which parallel plans can exceed; our statements are short.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // Synchronous I/O saves three worker processes.
  io_method: 'sync',
  log_checkpoints: 'off',
  // Above ERROR: a failed statement's message can hold a user's words, and the caller gets it anyway (SEC-4).
  log_min_messages: 'log',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // %e is the SQLSTATE: it says why a start failed.
  log_line_prefix: '%m [%p] %e ',
};

const LOG_BYTES_MAX = 5_000_000;
/** A killed server's processes need a moment to be gone; until then its lock file or its shared memory refuses a new one. */
const LOCKED_MS_MAX = 10_000;
/** Recovery after a crash replays at most max_wal_size. */
const STARTING_MS_MAX = 120_000;

/**
 * Returns when the server answers: the one that runs already, whoever started it, or one started now. `reused` tells which.
 */
export async function ensureServerRuns(plan: ServerPlan): Promise<{ reused: boolean }> {
  const stopwatch = startStopwatch();
  let own: StartedServer | undefined;
  for (let waitMs = 2; stopwatch.elapsedMs() < STARTING_MS_MAX; waitMs = Math.min(waitMs * 1.5, 50)) {
    const state = await ping(plan.places);
    if (state === 'ready') return { reused: own === undefined || own.hasEnded() };
    if (own?.hasEnded()) {
      const failure = await readFailure(plan, own);
      if (failure !== 'locked' || stopwatch.elapsedMs() > LOCKED_MS_MAX) throw startFailed(plan, failure);
      own = undefined;
      await pause(100);
    }
    // 'busy' may be a server on its way down, so a start is tried only when nobody answers at all.
    if (state === 'absent' && own === undefined) own = await startServer(plan);
    await pause(waitMs);
  }
  throw new DatabaseError('start_failed', `The database did not become ready. Its log is ${plan.places.log}`);
}

interface StartedServer {
  pid: number | undefined;
  hasEnded(): boolean;
  /** Where in the log file this start's own lines begin. */
  logOffset: number;
}

/** Starts the server in a session of its own: neither Ctrl-C nor a kill of this process ends it in mid-write. */
async function startServer(plan: ServerPlan): Promise<StartedServer> {
  const { places, binaries } = plan;
  await removeStaleLockFile(places);
  const logFile = await openLog(places.log);
  const settings = {
    ...DEFAULT_SETTINGS,
    unix_socket_directories: places.socketArgument,
    cluster_name: places.clusterName,
    ...plan.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    const logOffset = (await logFile.stat()).size;
    const server = spawn(binaries.postgres, ['-D', directoryArgument(places, places.cluster), ...flags], {
      ...places.user,
      cwd: places.cluster,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', logFile.fd, logFile.fd],
    });
    await spawned(server, binaries.postgres);
    server.unref();
    return {
      pid: server.pid,
      hasEnded: () => server.exitCode !== null || server.signalCode !== null,
      logOffset,
    };
  } finally {
    await logFile.close();
  }
}

async function spawned(server: ChildProcess, program: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('spawn', resolve).once('error', reject);
    });
  } catch (error) {
    throw await spawnError(error, program);
  }
}

async function openLog(file: string) {
  try {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > LOG_BYTES_MAX) await truncate(file);
    return await open(file, 'a+', 0o600);
  } catch (error) {
    throw fileError(error, file);
  }
}

type Failure = 'locked' | 'disk-full' | { said: string };

/** Reads why the server ended, by the SQLSTATE of its last words. */
async function readFailure(plan: ServerPlan, server: StartedServer): Promise<Failure> {
  const logFile = await open(plan.places.log, 'r');
  try {
    const { buffer, bytesRead } = await logFile.read(Buffer.alloc(20_000), 0, 20_000, server.logOffset);
    const said = buffer.toString('utf8', 0, bytesRead);
    // Others write to the same log, so only its own line counts.
    const [, sqlState] = new RegExp(`\\[${server.pid}\\] (\\w{5}) (?:FATAL|PANIC):`).exec(said) ?? [];
    if (sqlState === 'F0001') return 'locked';
    if (sqlState === '53100') return 'disk-full';
    return { said: said.trim().split('\n').slice(-5).join('\n') };
  } finally {
    await logFile.close();
  }
}

function startFailed(plan: ServerPlan, failure: Failure): unknown {
  const { home, log } = plan.places;
  if (failure === 'disk-full') return fileError({ code: 'ENOSPC' }, home);
  const said =
    failure === 'locked' ? 'another server holds its data directory and does not answer.' : failure.said;
  return new DatabaseError(
    'start_failed',
    `The database in ${home} did not start: ${said}\nIts log is ${log}`,
  );
}
