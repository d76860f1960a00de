import type { Clock } from '../ports.ts';

export interface TestClock extends Clock {
  /** Moves time on and runs what falls due on the way, in order. */
  advance(byMs: number): void;
}

/** A clock that stands still until it is moved. */
export function createTestClock(start = new Date('2026-03-01T12:00:00.000Z')): TestClock {
  let nowMs = start.getTime();
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();

  function nextDue(untilMs: number) {
    const due = [...timers].filter((timer) => timer.atMs <= untilMs);
    return due.sort((a, b) => a.atMs - b.atMs)[0];
  }

  return {
    now: () => new Date(nowMs),
    schedule(run, delayMs) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.run();
      }
      nowMs = untilMs;
    },
  };
}
