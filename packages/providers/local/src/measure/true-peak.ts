import { dbOfGain } from './decibels.ts';

const tapsPerPhase = 16;
const phases = 4;

/**
 * Interpolates three points between neighbouring samples: a Kaiser-windowed sinc (β = 7), flat within 0.1 dB up
 * to 18 kHz at 44.1 kHz. Row `p` holds the taps of the point at `p / 4`.
 */
const interpolators: readonly Float64Array[] = [1, 2, 3].map((phase) => {
  const taps = new Float64Array(tapsPerPhase);
  let sum = 0;
  for (let k = 0; k < tapsPerPhase; k++) {
    const x = k - (tapsPerPhase / 2 - 1) - phase / phases;
    const edge = x / (tapsPerPhase / 2);
    const window = besselI0(7 * Math.sqrt(Math.max(0, 1 - edge * edge))) / besselI0(7);
    taps[k] = (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
    sum += taps[k]!;
  }
  return taps.map((tap) => tap / sum);
});

function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The largest magnitude of the four-times oversampled signal over the frames `[from, to)`. */
function oversampledPeak(samples: Float32Array, from: number, to: number): number {
  const [first, second, third] = interpolators as [Float64Array, Float64Array, Float64Array];
  const before = tapsPerPhase / 2 - 1;
  let peak = 0;
  for (let i = from; i < to; i++) {
    const own = Math.abs(samples[i]!);
    if (own > peak) peak = own;
    const start = i - before;
    let a = 0;
    let b = 0;
    let c = 0;
    if (start >= 0 && start + tapsPerPhase <= samples.length) {
      for (let k = 0; k < tapsPerPhase; k++) {
        const x = samples[start + k]!;
        a += x * first[k]!;
        b += x * second[k]!;
        c += x * third[k]!;
      }
    } else {
      for (let k = Math.max(0, -start); k < tapsPerPhase && start + k < samples.length; k++) {
        const x = samples[start + k]!;
        a += x * first[k]!;
        b += x * second[k]!;
        c += x * third[k]!;
      }
    }
    peak = Math.max(peak, Math.abs(a), Math.abs(b), Math.abs(c));
  }
  return peak;
}

function samplePeak(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let i = Math.max(0, from); i < Math.min(samples.length, to); i++) {
    const own = Math.abs(samples[i]!);
    if (own > peak) peak = own;
  }
  return peak;
}

/**
 * The true peak (linear) of each run of `groupFrames` frames over both channels. A run whose samples, and those
 * the interpolator reaches, all stay below `floor` is given its sample peak only: between samples it can be at
 * most 2.5 times higher, which the caller has said it does not care about.
 */
export function truePeakGroups(
  left: Float32Array,
  right: Float32Array,
  groupFrames: number,
  floor = 0,
): Float32Array {
  const groups = new Float32Array(Math.ceil(left.length / groupFrames));
  for (let g = 0; g < groups.length; g++) {
    const from = g * groupFrames;
    const to = Math.min(left.length, from + groupFrames);
    let peak = 0;
    for (const channel of [left, right]) {
      const near = samplePeak(channel, from - tapsPerPhase / 2, to + tapsPerPhase / 2);
      // Where even the interpolator's worst case stays under what is already found, the sums are skipped.
      if (near < floor || near * 2.5 <= peak) peak = Math.max(peak, samplePeak(channel, from, to));
      else peak = Math.max(peak, oversampledPeak(channel, from, to));
    }
    groups[g] = peak;
  }
  return groups;
}

/** True peak of a stereo song in dBTP (four-times oversampled, ITU-R BS.1770-4 Annex 2). */
export function truePeakDbtp(left: Float32Array, right: Float32Array): number {
  const loudest = Math.max(samplePeak(left, 0, left.length), samplePeak(right, 0, right.length));
  const groups = truePeakGroups(left, right, 64, loudest / 2.5);
  let peak = 0;
  for (const group of groups) if (group > peak) peak = group;
  return dbOfGain(peak);
}
