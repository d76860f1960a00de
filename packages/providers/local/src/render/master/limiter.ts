import { gainGroupFrames, sampleRateHz } from '../sample-rate.ts';
import type { GainCurve } from './gain-curve.ts';

/** The gain is down before the peak comes: 3.6 ms. */
const aheadGroups = 10;
const releaseFast = Math.exp(-gainGroupFrames / (0.06 * sampleRateHz));
const releaseSlow = Math.exp(-gainGroupFrames / (0.5 * sampleRateHz));

/**
 * The gain of a look-ahead limiter, multiplied into a copy of `drive`. `peaks` hold the oversampled peak of each
 * group before `drive`; wherever the curve is applied, no group comes out above `ceiling` (linear).
 *
 * Short peaks let go in 60 ms; when peaks keep coming, the gain rests on a slow floor instead and does not flutter.
 */
export function limitedCurve(drive: GainCurve, peaks: Float32Array, ceiling: number): GainCurve {
  const groups = peaks.length;
  const held = heldDown(drive, peaks, ceiling);
  const released = new Float64Array(groups);
  let fast = 1;
  let slow = 1;
  for (let g = 0; g < groups; g++) {
    const need = held[g]!;
    fast = need < fast ? need : 1 - (1 - fast) * releaseFast;
    // The floor follows half of the reduction, slowly.
    const floor = 1 - (1 - need) * 0.5;
    slow = floor < slow ? slow + 0.02 * (floor - slow) : 1 - (1 - slow) * releaseSlow;
    released[g] = Math.min(need, fast, Math.max(slow, need));
  }
  const curve = new Float32Array(drive.length);
  // A song may begin with its loudest hit: before the first group the gain has always been that group's.
  const first = groups > 0 ? released[0]! : 1;
  let sum = (aheadGroups + 1) * first;
  let before = first;
  for (let g = 0; g < groups; g++) {
    sum += released[g]! - (g > aheadGroups ? released[g - aheadGroups - 1]! : first);
    const here = Math.min(1, sum / (aheadGroups + 1));
    curve[g] = drive[g]! * Math.min(before, here);
    before = here;
  }
  curve[groups] = drive[groups]! * before;
  return curve;
}

/** For each group, the lowest gain needed from here to the end of the look-ahead. */
function heldDown(drive: GainCurve, peaks: Float32Array, ceiling: number): Float64Array {
  const groups = peaks.length;
  const needs = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    const peak = peaks[g]! * Math.max(drive[g]!, drive[g + 1]!);
    needs[g] = peak > ceiling ? ceiling / peak : 1;
  }
  const held = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    let low = 1;
    const until = Math.min(groups, g + aheadGroups + 1);
    for (let k = g; k < until; k++) if (needs[k]! < low) low = needs[k]!;
    held[g] = low;
  }
  return held;
}
