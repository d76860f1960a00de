import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** Where requests wait for a change of their track, or of work beside one, here or in another process. */
export interface WaitingRoom {
  /** Resolves once it is no longer at this revision, or is gone, or `signal` aborts. */
  change(id: string, revision: number, signal: AbortSignal): Promise<void>;
  /** Something was committed. Cheap, and may be called at any rate. */
  nudge(): void;
}

interface Waiter {
  readonly id: string;
  readonly revision: number;
  done(): void;
}

/** Word of another process's commits may be lost. */
const lookEveryMs = 1_000;

/** However many wait, and however much is committed, one small query at a time looks for all of them. */
export function createWaitingRoom({ db, clock, log }: Pick<Core, 'db' | 'clock' | 'log'>): WaitingRoom {
  const waiters = new Set<Waiter>();
  let isLooking = false;
  let isNudged = false;
  let cancelLook = () => {};

  function nudge(): void {
    if (isLooking) {
      isNudged = true;
      return;
    }
    cancelLook();
    if (waiters.size === 0) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
      cancelLook = clock.schedule(nudge, lookEveryMs);
      if (isNudged || waiters.size === 0) nudge();
      isNudged = false;
    });
  }

  async function look(): Promise<void> {
    const asked = [...waiters];
    try {
      const { rows } = await sql<{ id: string; revision: number }>`
        select id, revision from tracks where id = any(${asked.map(({ id }) => id)}::uuid[])`.execute(
        db.kysely,
      );
      const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
      for (const waiter of asked) if (revisions.get(waiter.id) !== waiter.revision) waiter.done();
    } catch (error) {
      log.warn({ err: error }, 'what requests wait for could not be read');
    }
  }

  function change(id: string, revision: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter: Waiter = { id, revision, done };
      function done(): void {
        waiters.delete(waiter);
        signal.removeEventListener('abort', done);
        resolve();
      }
      if (signal.aborted) return resolve();
      waiters.add(waiter);
      signal.addEventListener('abort', done, { once: true });
      // It may have changed since it was read.
      nudge();
    });
  }

  return { change, nudge };
}
