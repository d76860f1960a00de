import { createDice, type World } from './world.ts';

export interface ManualWorld extends World {
  /** Moves the clock and runs what became due, in its order; network answers still take their real time. */
  advance(milliseconds: number): Promise<void>;
}

/** A world whose clock stands still until a test moves it. */
export function createManualWorld(startsAt = 1_767_225_600_000, seed = 1): ManualWorld {
  let now = startsAt;
  let order = 0;
  const timers = new Map<number, { readonly at: number; readonly action: () => void }>();
  const turn = () => new Promise<void>((resolve) => queueMicrotask(resolve));

  const due = (until: number) =>
    [...timers.entries()]
      .filter(([, timer]) => timer.at <= until)
      .sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];

  return {
    now: () => now,
    random: createDice(seed),
    turn,
    after(milliseconds, action) {
      const id = order++;
      timers.set(id, { at: now + milliseconds, action });
      return () => timers.delete(id);
    },
    async advance(milliseconds) {
      const until = now + milliseconds;
      for (let next = due(until); next; next = due(until)) {
        timers.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].action();
        await turn();
      }
      now = until;
    },
  };
}
