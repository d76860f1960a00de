import { describe, expect, it } from 'vitest';
import { gainOfDb, truePeakDbtp, truePeakGroups } from '../../measure/index.ts';
import { seededDice } from '../mix/dice.ts';
import { gainGroupFrames } from '../sample-rate.ts';
import { applyCurve, unityCurve } from './gain-curve.ts';
import { limitedCurve } from './limiter.ts';

/** Noise in bursts far over full scale, with single clicks between. */
function bursts(frames: number): Float32Array {
  const dice = seededDice(5);
  return Float32Array.from({ length: frames }, (_, i) => {
    if (i % 7001 === 0) return 4;
    return Math.floor(i / 9000) % 2 === 0 ? 0.05 * (dice() - 0.5) : 3 * (dice() - 0.5);
  });
}

describe('the limiter', () => {
  it('[PRO-7] keeps the true peak under the ceiling whatever comes in', () => {
    const left = bursts(88200);
    const right = left.map((sample) => -0.7 * sample);
    const peaks = truePeakGroups(left, right, gainGroupFrames);
    const curve = limitedCurve(unityCurve(left.length), peaks, gainOfDb(-1.6));
    for (const samples of [left, right]) applyCurve(curve, samples, 0, samples, 0, 0, samples.length);
    expect(truePeakDbtp(left, right)).toBeLessThan(-1.4);
  });

  it('[PRO-7] leaves a quiet song alone', () => {
    const left = Float32Array.from({ length: 44100 }, (_, i) => 0.3 * Math.sin(i / 20));
    const peaks = truePeakGroups(left, left, gainGroupFrames);
    const curve = limitedCurve(unityCurve(left.length), peaks, gainOfDb(-1.6));
    expect(Math.min(...curve)).toBeGreaterThan(0.999999);
  });
});
