import type { Clock } from '../world.ts';

interface Wait {
  readonly ms: number;
  readonly dueAt: number;
  readonly resolve: () => void;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * A clock that a test moves by hand; `waits` is every wait that was asked for. Waits shorter than `heldFromMs` are
 * over at once; longer ones (limits, polls) last until `fire` or `advance`.
 */
export function testClock({ heldFromMs = 9_000 } = {}) {
  let now = 0;
  const waits: number[] = [];
  const held = new Set<Wait>();
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        waits.push(ms);
        if (ms < heldFromMs) return setImmediate(resolve);
        const wait = { ms, dueAt: now + ms, resolve };
        held.add(wait);
        signal?.addEventListener('abort', () => {
          held.delete(wait);
          reject(signal.reason as Error);
        });
      }),
  };
  const end = (wait: Wait) => {
    held.delete(wait);
    wait.resolve();
  };
  const isHeld = (ms: number) => [...held].some((wait) => wait.ms === ms);
  /** Lets a wait of `ms` end, as soon as somebody is in it. */
  async function fire(ms: number): Promise<void> {
    while (!isHeld(ms)) await turn();
    now += ms;
    for (const wait of [...held]) if (wait.ms === ms) end(wait);
  }
  /** Lets time pass: ends the waits that fall due, in order, giving what hangs on each a turn. */
  async function advance(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      const due = [...held].filter(({ dueAt }) => dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (!due) break;
      now = Math.max(now, due.dueAt);
      end(due);
      await turn();
      await turn();
    }
    now = until;
    await turn();
  }
  /** As after a sleep of the machine, or when somebody sets its clock: no timer runs for it. */
  function jump(ms: number): void {
    now += ms;
  }
  return { ...clock, waits, held, fire, advance, jump };
}
