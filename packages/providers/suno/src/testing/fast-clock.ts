import type { Clock } from '@impresario/provider-kit';

/** A clock on which every pause is over at once, though its time goes by. */
export function createFastClock(startMs = Date.UTC(2026, 8, 1)): Clock {
  let nowMs = startMs;
  return {
    now: () => new Date(nowMs),
    schedule(run, delayMs) {
      const pending = setImmediate(() => {
        nowMs += delayMs;
        run();
      });
      return () => clearImmediate(pending);
    },
  };
}
