import type { Speed } from './simulator.ts';

const quickFactor = 50;

/** Turns a documented latency into the one of this simulator, in milliseconds. */
export type Pace = (realisticMs: number) => number;

export function createPace(speed: Speed): Pace {
  if (speed === 'instant') return () => 0;
  return speed === 'quick' ? (ms) => ms / quickFactor : (ms) => ms;
}
