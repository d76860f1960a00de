import { openDatabase, type Database } from '@impresario/database';
import type { TestDatabase } from '@impresario/database/testing';
import type { MusicProvider } from '@impresario/provider';
import type { BlobStore } from '@impresario/storage';
import { sql } from 'kysely';
import type { Download } from '../core.ts';
import type { Clock } from '../ports.ts';

/** What one process of ours would touch, so that a test can see whether it is busy and end it as `kill -9` does. */
export interface MortalWorld {
  readonly db: Database;
  readonly clock: Clock;
  readonly blobs: BlobStore;
  readonly download: Download;
  readonly providers: readonly MusicProvider[];
  /** Whether something is under way that will go on by itself, without time moving. */
  isBusy(): boolean;
  /** From now on nothing of this process happens any more: no timer, no query, no answer. */
  kill(): Promise<void>;
}

interface Parts {
  readonly name: string;
  /** Whose connections outlive the process. */
  readonly outside: TestDatabase;
  readonly clock: Clock;
  readonly blobs: BlobStore;
  readonly download: Download;
  readonly providers: readonly MusicProvider[];
}

/** A call that takes longer in real time is one that waits for the test or for the clock. */
const stallsAfterMs = 150;

export function createMortalWorld(parts: Parts): MortalWorld {
  const db = openDatabase({
    connectionString: parts.outside.connectionString,
    applicationName: parts.name,
    max: 5,
  });
  const calls = new Set<number>();
  let dead = false;
  const never = () => new Promise<never>(() => {});

  /** Counts a call while it is under way; its answer is lost on a process that is dead by then. */
  async function counted<T>(call: () => Promise<T>): Promise<T> {
    if (dead) return never();
    const startedAt = performance.now();
    calls.add(startedAt);
    try {
      return await call();
    } finally {
      calls.delete(startedAt);
      if (dead) await never();
    }
  }

  return {
    db,
    clock: {
      now: () => parts.clock.now(),
      schedule: (run, delayMs) => (dead ? () => {} : parts.clock.schedule(() => dead || run(), delayMs)),
    },
    blobs: {
      ...parts.blobs,
      put: (...args) => counted(() => parts.blobs.put(...args)),
      receive: (...args) =>
        counted(async () => {
          const received = await parts.blobs.receive(...args);
          // What was taken in is being looked at until it is let go.
          const inspectedSince = performance.now();
          calls.add(inspectedSince);
          return {
            ...received,
            keep: (...names) => counted(() => received.keep(...names)),
            discard() {
              calls.delete(inspectedSince);
              return received.discard();
            },
          };
        }),
    },
    download: (...args) => counted(() => parts.download(...args)),
    providers: parts.providers.map((provider) => countCalls(provider, counted)),
    isBusy() {
      const { totalCount, idleCount, waitingCount } = db.pool;
      if (dead) return false;
      const young = [...calls].some((startedAt) => performance.now() - startedAt < stallsAfterMs);
      return young || totalCount > idleCount || waitingCount > 0;
    },
    async kill() {
      dead = true;
      db.pool.connect = never;
      await endConnections(parts.outside, parts.name);
    },
  };
}

function countCalls(
  provider: MusicProvider,
  counted: <T>(call: () => Promise<T>) => Promise<T>,
): MusicProvider {
  const { submit, operate, poll, find, cancel, account } = provider;
  return {
    ...provider,
    submit: (...args) => counted(() => submit(...args)),
    ...(operate && {
      operate: (...args: Parameters<typeof operate>) => counted(() => operate(...args)),
    }),
    ...(account && {
      account: (...args: Parameters<typeof account>) => counted(() => account(...args)),
    }),
    ...(poll && { poll: (...args: Parameters<typeof poll>) => counted(() => poll(...args)) }),
    ...(find && { find: (...args: Parameters<typeof find>) => counted(() => find(...args)) }),
    ...(cancel && { cancel: (...args: Parameters<typeof cancel>) => counted(() => cancel(...args)) }),
  };
}

/** Cuts the database connections of one process, as its end or a restart of the server does. */
export async function endConnections(db: Database, applicationName: string): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${applicationName} and datname = current_database()`.execute(db.kysely);
}
