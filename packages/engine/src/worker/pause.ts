import type { Clock } from '../ports.ts';

/** Resolves after `delayMs`, or at once when `signal` aborts. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const stop = clock.schedule(done, delayMs);
    signal?.addEventListener('abort', done, { once: true });
    function done() {
      stop();
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
