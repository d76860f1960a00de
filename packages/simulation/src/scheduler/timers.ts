import type { Owner } from './operation.ts';

interface Timer {
  readonly atMs: number;
  readonly owner: Owner;
  readonly label: string;
  readonly run: () => void;
}

/** Virtual time, and what is due in it. It moves only when the scheduler says so. */
export interface Timers {
  nowMs(): number;
  schedule(owner: Owner, label: string, run: () => void, delayMs: number): () => void;
  /** Moves to the next timer that can run and runs it; its label, or null when there is none before `withinMs`. */
  runNext(withinMs?: number): string | null;
  /** Moves time alone: what was due meanwhile is late. */
  jump(byMs: number): void;
  forget(owner: Owner): void;
  /** Whether something is due already. */
  isLate(): boolean;
}

export function createTimers(startMs: number): Timers {
  let nowMs = startMs;
  // In order of time, and of asking where that is the same.
  const timers: Timer[] = [];

  function next(): Timer | undefined {
    return timers.find(({ owner }) => !owner.isPaused);
  }

  return {
    nowMs: () => nowMs,
    schedule(owner, label, run, delayMs) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), owner, label, run };
      let place = timers.length;
      while (place > 0 && timers[place - 1]!.atMs > timer.atMs) place -= 1;
      timers.splice(place, 0, timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    runNext(withinMs = Infinity) {
      const timer = next();
      if (!timer || timer.atMs > nowMs + withinMs) return null;
      timers.splice(timers.indexOf(timer), 1);
      nowMs = Math.max(nowMs, timer.atMs);
      timer.run();
      return `${timer.owner.name} ${timer.label}`;
    },
    jump(byMs) {
      nowMs += byMs;
    },
    forget(owner) {
      for (let index = timers.length - 1; index >= 0; index -= 1) {
        if (timers[index]!.owner === owner) timers.splice(index, 1);
      }
    },
    isLate: () => (next()?.atMs ?? Infinity) <= nowMs,
  };
}
