import type { Dice } from '../ports.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
export function createTestDice(seed: number): Dice {
  let state = seed >>> 0;

  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function hex(length: number): string {
    return Array.from({ length }, () => Math.floor(fraction() * 16).toString(16)).join('');
  }

  return {
    fraction,
    secret: () => hex(32),
    id(at) {
      const time = at.getTime().toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    },
  };
}
