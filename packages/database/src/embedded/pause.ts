import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a while in real time; with a signal it returns early when that is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}

/** Says whether so many milliseconds have passed since the call. Monotonic, so a corrected clock does not matter. */
export function startStopwatch(): { elapsedMs: () => number } {
  const startedAt = performance.now();
  return { elapsedMs: () => performance.now() - startedAt };
}
