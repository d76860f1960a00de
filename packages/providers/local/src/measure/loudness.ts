import { lufsOfPower } from './decibels.ts';
import { KWeighting } from './k-weighting.ts';

const absoluteGateLufs = -70;
const stepsPerMomentary = 4;
const stepsPerShortTerm = 30;

/**
 * A streaming loudness meter after ITU-R BS.1770-4 and EBU Tech 3342. Push blocks of any size; every figure may
 * be read at any time. It keeps one number for each 100 ms step.
 */
export class LoudnessMeter {
  /** K-weighted mean squares, both channels summed, one for each full 100 ms. */
  readonly stepPowers: number[] = [];
  private readonly stepFrames: number;
  private readonly left: KWeighting;
  private readonly right: KWeighting;
  private filled = 0;
  private energy = 0;

  constructor(sampleRateHz: number) {
    this.stepFrames = Math.round(sampleRateHz / 10);
    this.left = new KWeighting(sampleRateHz);
    this.right = new KWeighting(sampleRateHz);
  }

  /** Takes the frames `[from, to)` of a stereo pair. */
  push(left: Float32Array, right: Float32Array, from = 0, to = left.length): void {
    let at = from;
    while (at < to) {
      const until = Math.min(to, at + this.stepFrames - this.filled);
      this.energy += this.left.energy(left, at, until) + this.right.energy(right, at, until);
      this.filled += until - at;
      at = until;
      if (this.filled === this.stepFrames) {
        this.stepPowers.push(this.energy / this.stepFrames);
        this.filled = 0;
        this.energy = 0;
      }
    }
  }

  /** Gated programme loudness in LUFS; −Infinity when nothing passes the gates. */
  integratedLufs(): number {
    return integratedLufsOfSteps(this.stepPowers);
  }

  /** EBU loudness range in LU; 0 when there is too little to tell. */
  loudnessRangeLu(): number {
    return loudnessRangeOfSteps(this.stepPowers);
  }
}

/** The means of every run of `count` steps, hopping by one step. */
function slidingMeans(steps: ArrayLike<number>, count: number): number[] {
  const means: number[] = [];
  for (let i = 0; i + count <= steps.length; i++) {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += steps[i + k]!;
    means.push(sum / count);
  }
  return means;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Integrated loudness from 100 ms powers: 400 ms blocks, gates at −70 LUFS and 10 LU below the mean. */
export function integratedLufsOfSteps(steps: ArrayLike<number>): number {
  const loud = slidingMeans(steps, stepsPerMomentary).filter((p) => lufsOfPower(p) > absoluteGateLufs);
  if (loud.length === 0) return -Infinity;
  const gate = lufsOfPower(mean(loud)) - 10;
  return lufsOfPower(mean(loud.filter((p) => lufsOfPower(p) > gate)));
}

/** Loudness range from 100 ms powers: the 10th to 95th percentile of gated 3 s loudness (EBU Tech 3342). */
export function loudnessRangeOfSteps(steps: ArrayLike<number>): number {
  const loud = slidingMeans(steps, stepsPerShortTerm).filter((p) => lufsOfPower(p) > absoluteGateLufs);
  if (loud.length === 0) return 0;
  const gate = lufsOfPower(mean(loud)) - 20;
  const kept = loud
    .map(lufsOfPower)
    .filter((l) => l > gate)
    .sort((a, b) => a - b);
  const at = (percent: number) => kept[Math.round(((kept.length - 1) * percent) / 100)]!;
  return kept.length === 0 ? 0 : at(95) - at(10);
}

/** Gated programme loudness of a whole stereo song in LUFS. */
export function integratedLufs(left: Float32Array, right: Float32Array, sampleRateHz: number): number {
  const meter = new LoudnessMeter(sampleRateHz);
  meter.push(left, right);
  return meter.integratedLufs();
}

/** EBU loudness range of a whole stereo song in LU. */
export function loudnessRangeLu(left: Float32Array, right: Float32Array, sampleRateHz: number): number {
  const meter = new LoudnessMeter(sampleRateHz);
  meter.push(left, right);
  return meter.loudnessRangeLu();
}
