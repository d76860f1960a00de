import type { WaveView } from './wave-view.ts';

export interface Tick {
  readonly seconds: number;
  readonly isLabelled: boolean;
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120];
const labelPx = 64;
/** Unlabelled ticks between two labels. */
const between: Readonly<Record<number, number>> = {
  1: 2,
  2: 2,
  5: 5,
  10: 5,
  15: 3,
  30: 3,
  60: 4,
  120: 4,
};

/** The ticks of a time ruler as wide as `widthPx`, as dense as can be read. */
export function rulerTicks({ from, to }: WaveView, widthPx: number): Tick[] {
  const pxPerSecond = widthPx / (to - from);
  const step = steps.find((seconds) => seconds * pxPerSecond >= labelPx) ?? 240;
  const parts = between[step] ?? 4;
  const small = step / parts;
  const first = Math.ceil(from / small - 1e-6);
  const last = Math.floor(to / small + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    seconds: (first + index) * small,
    isLabelled: (first + index) % parts === 0,
  }));
}
