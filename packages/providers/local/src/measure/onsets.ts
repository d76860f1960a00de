import { eachSpectrum } from './spectrum.ts';

const size = 1024;
const hop = 441;

/** Where new sounds begin, in seconds: peaks of the log-spectral flux above its local mean. */
export function findOnsets(left: Float32Array, right: Float32Array, sampleRateHz: number): number[] {
  const flux: number[] = [];
  let previous: Float64Array | null = null;
  eachSpectrum(left, right, sampleRateHz, { size, hop }, (magnitudes) => {
    const logs = magnitudes.map((m) => Math.log1p(100 * m));
    let rise = 0;
    if (previous) for (let k = 0; k < logs.length; k++) rise += Math.max(0, logs[k]! - previous[k]!);
    flux.push(rise / logs.length);
    previous = logs;
  });
  const onsets: number[] = [];
  for (let i = 1; i + 1 < flux.length; i++) {
    const nearby = flux.slice(Math.max(0, i - 10), i + 11);
    const mean = nearby.reduce((sum, value) => sum + value, 0) / nearby.length;
    const peak = flux[i]! >= Math.max(...flux.slice(Math.max(0, i - 3), i + 4));
    if (peak && flux[i]! > 1.4 * mean + 0.02) onsets.push((i * hop + size / 2) / sampleRateHz);
  }
  return onsets;
}

/** Onsets a second over the whole song. */
export function onsetDensity(left: Float32Array, right: Float32Array, sampleRateHz: number): number {
  return findOnsets(left, right, sampleRateHz).length / (left.length / sampleRateHz);
}
