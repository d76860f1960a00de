import { gainOfDb } from './decibels.ts';

/** A stretch with no sample above the threshold, in seconds. */
export interface Silence {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Every stretch at or below `thresholdDb` (dBFS, both channels) lasting at least `minimumSeconds`. */
export function findSilences(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
  thresholdDb = -50,
  minimumSeconds = 0.3,
): Silence[] {
  const threshold = gainOfDb(thresholdDb);
  const silences: Silence[] = [];
  let start = 0;
  for (let i = 0; i <= left.length; i++) {
    const loud = i === left.length || Math.abs(left[i]!) > threshold || Math.abs(right[i]!) > threshold;
    if (!loud) continue;
    if (i - start >= minimumSeconds * sampleRateHz) {
      silences.push({ startSeconds: start / sampleRateHz, endSeconds: i / sampleRateHz });
    }
    start = i + 1;
  }
  return silences;
}
