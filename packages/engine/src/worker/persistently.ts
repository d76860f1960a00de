import { isTransient } from '@impresario/database';
import { StorageError } from '@impresario/storage';
import { pause } from './pause.ts';
import type { Core } from '../core.ts';

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** As long as a database restart may take; what is still undone then is done again by the row's next claim. */
const patienceMs = 120_000;

/**
 * Runs `work` until it succeeds or fails for a reason of its own: a finished song must not be lost because the
 * database restarts at that moment. `work` must be safe to repeat.
 */
export async function persistently<T>(core: Core, work: () => Promise<T>): Promise<T> {
  const startedAt = core.clock.now().getTime();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await work();
    } catch (error) {
      const waitedMs = core.clock.now().getTime() - startedAt;
      if (!isPassing(error) || waitedMs > patienceMs) throw error;
      core.log.warn({ err: error, retryInMs: pauseMs }, 'database or disk is not there; trying again');
      await pause(core.clock, pauseMs);
    }
  }
}

/** Faults of our own house that go away: a database restarting, a disk that is full for now. */
function isPassing(error: unknown): boolean {
  return isTransient(error) || (error instanceof StorageError && error.retryable);
}
