import { Violation, type Operation, type Outcome } from './operation.ts';

/** It stands still because of locks that others hold. */
export interface Blocked {
  readonly kind: 'blocked';
  readonly by: readonly number[];
}

/** An operation that has begun. */
export interface Begun {
  endsOrBlocks(): Promise<Outcome | Blocked>;
}

/** So long an answer is simply awaited. */
const patienceMs = 2;
/** A deadlock is found by the server within 1 ms of waiting, and whoever closes the circle shall be its victim. */
const blockedForMs = 4;

/** Begins an operation and tells slow from blocked: slow is waited for, however long it takes. */
export function settle(operation: Operation, fault: string | null): Begun {
  let outcome: Outcome | null = null;
  const ended = operation.perform(fault).then(
    (value) => (outcome = { kind: 'value', value }),
    (error: unknown) => (outcome = { kind: 'error', error }),
  );
  const beganAt = performance.now();
  let hasBlocked = false;

  async function endsOrBlocks(): Promise<Outcome | Blocked> {
    const state = await untilEndOrLock();
    // A broken rule ends the run; it is no news for whoever asked.
    if (state.kind === 'error' && state.error instanceof Violation) throw state.error;
    return state;
  }

  async function untilEndOrLock(): Promise<Outcome | Blocked> {
    const { locking } = operation;
    if (!locking) return ended;
    for (;;) {
      // A lock is handed over before its holder's commit is answered, so a look is enough for who waits already.
      if (!hasBlocked) await endsWithin(patienceMs);
      if (outcome) return outcome;
      const by = await locking.blockers();
      if (outcome) return outcome;
      hasBlocked = by.length > 0 && performance.now() - beganAt > blockedForMs;
      if (hasBlocked) return { kind: 'blocked', by };
    }
  }

  function endsWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      void ended.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  return { endsOrBlocks };
}
