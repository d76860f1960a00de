import { integratedLufsOfSteps, KWeighting, loudnessRangeOfSteps } from '../../measure/index.ts';
import { gainGroupFrames, sampleRateHz } from '../sample-rate.ts';
import type { GainCurve } from './gain-curve.ts';

const stepFrames = sampleRateHz / 10;

/**
 * The K-weighted energy of every gain group of a song. With it the loudness under any slow gain curve is a sum, not
 * another pass over the audio (within 0.05 LU of the meter), so the mastering can try many curves.
 */
export class LoudnessMap {
  private readonly energies: Float64Array;
  private readonly frames: number;

  constructor(left: Float32Array, right: Float32Array) {
    this.frames = left.length;
    this.energies = new Float64Array(Math.ceil(left.length / gainGroupFrames));
    const filters = [new KWeighting(sampleRateHz), new KWeighting(sampleRateHz)] as const;
    for (let group = 0; group < this.energies.length; group++) {
      const from = group * gainGroupFrames;
      const to = Math.min(left.length, from + gainGroupFrames);
      this.energies[group] = filters[0].energy(left, from, to) + filters[1].energy(right, from, to);
    }
  }

  /** K-weighted mean squares of each full 100 ms under `curve`. */
  stepPowers(curve: GainCurve): Float64Array {
    const steps = new Float64Array(Math.ceil(this.frames / stepFrames));
    for (let group = 0; group < this.energies.length; group++) {
      const gain = 0.5 * (curve[group]! + curve[group + 1]!);
      const step = Math.floor((group * gainGroupFrames) / stepFrames);
      steps[step]! += (this.energies[group]! * gain * gain) / stepFrames;
    }
    return steps.subarray(0, Math.floor(this.frames / stepFrames));
  }

  integratedLufs(curve: GainCurve): number {
    return integratedLufsOfSteps(this.stepPowers(curve));
  }

  loudnessRangeLu(curve: GainCurve): number {
    return loudnessRangeOfSteps(this.stepPowers(curve));
  }
}
