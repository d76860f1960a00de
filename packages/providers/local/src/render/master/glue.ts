import { gainOfDb } from '../../measure/index.ts';
import { gainGroupFrames, sampleRateHz } from '../sample-rate.ts';
import type { GainCurve } from './gain-curve.ts';

const groupsPerSecond = sampleRateHz / gainGroupFrames;
const follow = (seconds: number) => 1 - Math.exp(-1 / (seconds * groupsPerSecond));

const fastAttack = follow(0.012);
const fastRelease = follow(0.14);
const slowRise = follow(1.2);
const slowFall = follow(3);
/** The detector does not hear the lowest octave: a kick would otherwise pump everything above it. */
const detectorCut = 1 - Math.exp((-2 * Math.PI * 110) / sampleRateHz);
/** How far above the slow level the compressor starts. */
const thresholdDb = 1.5;

/**
 * The gain of a bus compressor that holds a mix together without flattening the song: it compares the level of the
 * moment with the level of the last seconds, so a loud chorus is left loud and only its peaks are drawn in.
 * `amount` is 0 (none) to 1 (ratio 4, at most 6 dB).
 */
export function glueCurve(left: Float32Array, right: Float32Array, curve: GainCurve, amount: number): void {
  const slope = 1 - 1 / (1 + 3 * amount);
  let fast = 0;
  let slow = 1e-9;
  let lowL = 0;
  let lowR = 0;
  for (let group = 0; group + 1 < curve.length; group++) {
    const from = group * gainGroupFrames;
    const to = Math.min(left.length, from + gainGroupFrames);
    let power = 1e-12;
    for (let i = from; i < to; i++) {
      lowL += detectorCut * (left[i]! - lowL);
      lowR += detectorCut * (right[i]! - lowR);
      const l = left[i]! - lowL;
      const r = right[i]! - lowR;
      power += l * l + r * r;
    }
    power /= to - from;
    fast += (power > fast ? fastAttack : fastRelease) * (power - fast);
    slow += (power > slow ? slowRise : slowFall) * (power - slow);
    const overDb = 10 * Math.log10(fast / (slow + 1e-7)) - thresholdDb;
    const cutDb = overDb > 0 ? Math.min(6 * amount, overDb * slope) : 0;
    curve[group + 1] = gainOfDb(-cutDb);
  }
  curve[0] = curve[1]!;
}
