import type { Frame } from '../frame.ts';
import type { Clock, Sink } from '../ports.ts';

export interface TestSink extends Sink {
  readonly frames: Frame[];
  readonly isClosed: boolean;
  /** Frames with data, as `event revision` or `event` alone, for comparing whole streams at a glance. */
  story(): string[];
  lastId(): string;
  /** While history is read, makes the reader wait until the returned function is called. */
  hold(): () => void;
}

/** Keeps all frames; takes at most `framesMax`. */
export function createTestSink(framesMax = Infinity): TestSink {
  const frames: Frame[] = [];
  let isClosed = false;
  let room = Promise.resolve();
  return {
    frames,
    get isClosed() {
      return isClosed;
    },
    send(frame) {
      if (frames.length >= framesMax) return false;
      frames.push(frame);
      return true;
    },
    drained: () => room,
    hold() {
      const held = Promise.withResolvers<void>();
      room = held.promise;
      return held.resolve;
    },
    close() {
      isClosed = true;
    },
    story: () =>
      frames.flatMap((frame) => {
        if (!('data' in frame)) return [];
        const { revision } = JSON.parse(frame.data) as { revision?: number };
        return revision === undefined ? frame.event : `${frame.event} ${revision}`;
      }),
    lastId() {
      const ids = frames.flatMap((frame) => ('id' in frame && frame.id !== null ? frame.id : []));
      return ids.at(-1) ?? '';
    },
  };
}

export interface HeldClock extends Clock {
  advance(byMs: number): void;
  timerCount(): number;
}

/** Time as the test moves it. */
export function heldClock(): HeldClock {
  let now = 0;
  let timers: { run: () => void; at: number }[] = [];
  return {
    schedule(run, delayMs) {
      const timer = { run, at: now + delayMs };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(byMs) {
      now += byMs;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.run();
    },
    timerCount: () => timers.length,
  };
}
