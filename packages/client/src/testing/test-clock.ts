import type { Clock } from '../world.ts';

/**
 * A clock that a test moves by hand; `waits` is every wait that was asked for. Waits shorter than `heldFromMs` are
 * over at once; longer ones (limits, polls) last until `fire`.
 */
export function testClock({ heldFromMs = 9_000 } = {}) {
  let now = 0;
  const waits: number[] = [];
  const held = new Set<{ ms: number; resolve: () => void }>();
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        waits.push(ms);
        if (ms < heldFromMs) return setImmediate(resolve);
        const wait = { ms, resolve };
        held.add(wait);
        signal?.addEventListener('abort', () => {
          held.delete(wait);
          reject(signal.reason as Error);
        });
      }),
  };
  const isHeld = (ms: number) => [...held].some((wait) => wait.ms === ms);
  /** Lets a wait of `ms` end, as soon as somebody is in it. */
  async function fire(ms: number): Promise<void> {
    while (!isHeld(ms)) await new Promise((resolve) => setImmediate(resolve));
    now += ms;
    for (const wait of held) {
      if (wait.ms !== ms) continue;
      held.delete(wait);
      wait.resolve();
    }
  }
  return { ...clock, waits, held, fire };
}
