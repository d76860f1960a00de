import { setImmediate } from 'node:timers/promises';

/** The only module of the simulators that knows real time. */

export interface World {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `action` after `milliseconds`, unless the answered function is called first. */
  after(milliseconds: number, action: () => void): () => void;
  /** From 0 up to 1, repeatable for a given seed. */
  random(): number;
  /** Lets other requests in before the next piece of work. */
  turn(): Promise<void>;
}

/** Real time and dice that are repeatable when a seed is given; no timer keeps the process alive. */
export function realWorld(seed: number | undefined): World {
  return {
    now: () => Date.now(),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      timer.unref();
      return () => clearTimeout(timer);
    },
    random: createDice(seed ?? Date.now()),
    turn: () => setImmediate(),
  };
}

/** Mulberry32: small, quick, good enough for ids and chords. */
export function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
