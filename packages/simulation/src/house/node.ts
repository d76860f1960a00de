import { PostgresDialect, Kysely } from 'kysely';
import type { Database, Schema } from '@impresario/database';
import { createEngine, type Clock, type Engine, type EngineSettings } from '@impresario/engine';
import { createTestDice } from '@impresario/engine/testing';
import type { Connections } from '../database/connections.ts';
import type { Observer } from '../database/observer.ts';
import { createScheduledPool } from '../database/scheduled-pool.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import { createProviders } from '../far-end/providers.ts';
import { createDownload } from '../far-end/serve-files.ts';
import type { Owner } from '../scheduler/operation.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Timers } from '../scheduler/timers.ts';
import { createMemoryStore, type Disk } from '../storage/memory-store.ts';
import { createWatchedLog, type WatchedLog } from './log.ts';

/** One process of ours. */
export interface Node extends Owner {
  readonly engine: Engine;
  readonly log: WatchedLog;
  /** How far its own clock is off. */
  skewMs: number;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

export interface Ground {
  readonly scheduler: Scheduler;
  readonly timers: Timers;
  readonly connections: Connections;
  readonly observer: Observer;
  readonly disk: Disk;
  readonly far: FarEnd;
  readonly settings: EngineSettings;
}

/** Makes a process on common ground. `seed` is that of its own dice. */
export function createNode(ground: Ground, name: string, seed: number): Node {
  const { scheduler, timers, connections, observer, disk, far, settings } = ground;
  const owner: Owner = { name, isAlive: true, isPaused: false };
  const pool = createScheduledPool({ owner, scheduler, connections, observer });
  const line = { owner, scheduler };
  const log = createWatchedLog();
  const clock: Clock = {
    now: () => new Date(timers.nowMs() + node.skewMs),
    schedule: (run, delayMs) => (owner.isAlive ? timers.schedule(owner, 'timer', run, delayMs) : () => {}),
  };
  const db = {
    pool: pool as unknown as Database['pool'],
    kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as never }) }),
    close: async () => {},
  };
  const node: Node = Object.assign(owner, {
    skewMs: 0,
    log,
    engine: createEngine({
      db,
      blobs: createMemoryStore(disk, owner, scheduler, timers.nowMs),
      providers: createProviders(far, line),
      clock,
      dice: createTestDice(seed),
      log,
      settings,
      download: createDownload(far, line),
    }),
    async kill() {
      owner.isAlive = false;
      scheduler.forget(owner);
      timers.forget(owner);
      await pool.cutOff();
    },
  });
  return node;
}
