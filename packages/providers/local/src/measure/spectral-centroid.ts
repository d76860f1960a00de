import { eachSpectrum } from './spectrum.ts';

/** The energy-weighted mean of the spectral centroid in Hz over `[fromSeconds, toSeconds)`; 0 for silence. */
export function spectralCentroidHz(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
  fromSeconds = 0,
  toSeconds = Infinity,
): number {
  let weighted = 0;
  let total = 0;
  const options = { size: 2048, hop: 1024, fromSeconds, toSeconds };
  eachSpectrum(left, right, sampleRateHz, options, (magnitudes) => {
    for (let k = 1; k < magnitudes.length; k++) {
      weighted += magnitudes[k]! * k;
      total += magnitudes[k]!;
    }
  });
  return total === 0 ? 0 : (weighted / total) * (sampleRateHz / 2048);
}
