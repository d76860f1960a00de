import type { Dice } from '../dice.ts';
import type { Meter } from '../theory/meter.ts';
import { writeRhythm, type Beat } from './write-rhythm.ts';

/** An idea that a tune is made of: a rhythm and a shape. */
export interface Motif {
  readonly beats: readonly Beat[];
  /** Height of each beat, −1 … +1 of the style's reach. */
  readonly heights: readonly number[];
}

type Curve = (x: number) => number;

const curves: readonly (readonly [Curve, number])[] = [
  [(x) => Math.sin(Math.PI * x) * 1.2 - 0.4, 4],
  [(x) => x * 1.4 - 0.8, 2],
  [(x) => 0.8 - x * 1.4, 3],
  [(x) => Math.sin(2 * Math.PI * x) * 0.7, 3],
  [(x) => 0.5 - Math.sin(Math.PI * x) * 1.1, 2],
  [(x) => (x < 0.3 ? 0.9 - x * 2 : 0.3 - (x - 0.3) * 0.9), 2],
];

/** Heights along one curve, with small bends that make the idea its own. */
function drawHeights(beats: readonly Beat[], steps: number, dice: Dice): number[] {
  const curve = dice.weighted(curves);
  let drift = 0;
  return beats.map((beat) => {
    drift = drift * 0.5 + dice.gauss(0.28);
    return Math.max(-1.3, Math.min(1.3, curve(beat.at / steps) + drift));
  });
}

/** A new idea of so many bars. */
export function inventMotif(
  bars: number,
  meter: Meter,
  cells: readonly (readonly [string, number])[],
  density: number,
  dice: Dice,
): Motif {
  const beats = writeRhythm(bars, meter, cells, density, dice.fork('rhythm'));
  return { beats, heights: drawHeights(beats, bars * meter.stepsPerBar, dice.fork('heights')) };
}

/** Ways of developing an idea. */
export type Development =
  'repeat' | 'sequence-up' | 'sequence-down' | 'invert' | 'fragment' | 'answer' | 'broaden';

/** An idea developed; the phrase stays as long as it was. */
export function developMotif(motif: Motif, development: Development, steps: number, dice: Dice): Motif {
  const { beats, heights } = motif;
  const half = steps / 2;
  switch (development) {
    case 'sequence-up':
      return { beats, heights: heights.map((height) => height + 0.4) };
    case 'sequence-down':
      return { beats, heights: heights.map((height) => height - 0.35) };
    case 'invert':
      return { beats, heights: heights.map((height) => 0.1 - height) };
    case 'fragment': {
      // The head of the idea twice, a step higher the second time: the oldest way of pressing forward.
      const head = beats
        .map((beat, i) => ({ beat, height: heights[i] ?? 0 }))
        .filter(({ beat }) => beat.at < half);
      return {
        beats: [
          ...head.map(({ beat }) => beat),
          ...head.map(({ beat }) => ({ ...beat, at: beat.at + half })),
        ],
        heights: [...head.map(({ height }) => height), ...head.map(({ height }) => height + 0.35)],
      };
    }
    case 'answer':
      return {
        beats,
        heights: heights.map((height, i) => ((beats[i]?.at ?? 0) < half ? height : height * -0.6 - 0.2)),
      };
    case 'broaden': {
      const kept = beats.filter((beat, i) => i === 0 || beat.at % 4 === 0);
      const broad = kept.map((beat, i) => ({
        at: beat.at,
        length: (kept[i + 1]?.at ?? beat.at + beat.length) - beat.at,
      }));
      return {
        beats: broad,
        heights: broad.map(
          (_, i) => Math.sin((Math.PI * i) / Math.max(1, broad.length - 1)) * 0.8 + dice.gauss(0.1),
        ),
      };
    }
    case 'repeat':
      return motif;
  }
}
