import type { Peaks } from '../render/encode/peaks.ts';

/** Points across one ridge. */
export const ridgePoints = 257;

/** Heights 0–1 across the cover for each ridge. */
export type Ridge = Float64Array;

/**
 * The track as hills: the farthest ridge is its beginning, the nearest its end. Every ridge keeps the long swell of
 * its stretch and some of the single beats; the ones between show the beats best.
 */
export function ridgesOfPeaks(peaks: Peaks, count: number, dice: () => number): Ridge[] {
  const levels = Float64Array.from({ length: Math.max(1, peaks.length) }, (_, i) => {
    return Math.max(-(peaks.data[2 * i] ?? 0), peaks.data[2 * i + 1] ?? 0) / 128;
  });
  const loudest = Math.max(0.05, ...levels);
  return Array.from({ length: count }, (_, k) => {
    const window = stretch(levels, k / count, Math.min(1, (k + 1.6) / count), dice() < 0.5);
    const local = normalised(window, 0.5 + 0.5 * Math.min(1, Math.max(...window) / loudest));
    return shaped(local, k / Math.max(1, count - 1), dice);
  });
}

/** The levels between two shares of the song, spread over a ridge, perhaps backwards. */
function stretch(levels: Float64Array, from: number, to: number, backwards: boolean): Float64Array {
  return Float64Array.from({ length: ridgePoints }, (_, i) => {
    const share = (backwards ? ridgePoints - 1 - i : i) / (ridgePoints - 1);
    const at = (from + (to - from) * share) * (levels.length - 1);
    const whole = Math.floor(at);
    const here = levels[whole]!;
    return here + ((levels[whole + 1] ?? here) - here) * (at - whole);
  });
}

/** Spreads the values over 0 … `height`: a limited master is nearly flat, and its small differences are the shape. */
function normalised(values: Float64Array, height: number): Float64Array {
  const sorted = values.slice().sort();
  const low = sorted[Math.floor(0.06 * (sorted.length - 1))]!;
  const high = sorted[Math.floor(0.985 * (sorted.length - 1))]!;
  const span = Math.max(0.04, high - low);
  return values.map((value) => height * Math.min(1, Math.max(0, (value - low) / span)));
}

function smoothed(values: Float64Array, radius: number): Float64Array {
  const sigma = radius / 2;
  return values.map((_, i) => {
    let sum = 0;
    let weights = 0;
    for (let k = -radius; k <= radius; k++) {
      const at = Math.min(values.length - 1, Math.max(0, i + k));
      const weight = Math.exp(-(k * k) / (2 * sigma * sigma));
      sum += values[at]! * weight;
      weights += weight;
    }
    return sum / weights;
  });
}

/** Swell, hills and beats, and a slow slope so that no two ridges run alike. */
function shaped(values: Float64Array, nearness: number, dice: () => number): Ridge {
  const swell = smoothed(values, 40);
  const hills = smoothed(values, 11);
  const beats = smoothed(values, 2);
  const phase = dice() * 2 * Math.PI;
  const waves = 1.1 + dice() * 1.6;
  const beatShare = 0.16 + 0.2 * Math.sin(Math.PI * Math.min(1, 0.15 + nearness));
  return values.map((_, i) => {
    const slope = 0.5 + 0.5 * Math.sin(phase + (waves * 2 * Math.PI * i) / ridgePoints);
    return 0.32 * slope + 0.32 * swell[i]! + (0.36 - beatShare / 2) * hills[i]! + beatShare * beats[i]!;
  });
}
