import { gainGroupFrames } from '../sample-rate.ts';

/**
 * A gain over time: one linear value at the start of every group of {@link gainGroupFrames}, and one after the
 * last; straight lines between. Small enough to keep for a whole song, so the stems can be given what the mix got.
 */
export type GainCurve = Float32Array;

/** A curve of ones for a song of `frames`. */
export function unityCurve(frames: number): GainCurve {
  return new Float32Array(Math.ceil(frames / gainGroupFrames) + 1).fill(1);
}

/** Writes `source · curve` for song frames `[start, start + count)` into the beginning of `target`. */
export function applyCurve(
  curve: GainCurve,
  source: Float32Array,
  sourceFrom: number,
  target: Float32Array,
  targetFrom: number,
  start: number,
  count: number,
): void {
  const end = start + count;
  for (let at = start; at < end;) {
    const group = Math.floor(at / gainGroupFrames);
    const groupStart = group * gainGroupFrames;
    const until = Math.min(end, groupStart + gainGroupFrames);
    const step = (curve[group + 1]! - curve[group]!) / gainGroupFrames;
    let gain = curve[group]! + step * (at - groupStart);
    for (; at < until; at++) {
      target[targetFrom + at - start] = source[sourceFrom + at - start]! * gain;
      gain += step;
    }
  }
}

/** Multiplies `curve` by `other` in place. */
export function multiplyCurve(curve: GainCurve, other: GainCurve): void {
  for (let i = 0; i < curve.length; i++) curve[i]! *= other[i]!;
}
