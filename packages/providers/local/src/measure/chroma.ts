import { eachSpectrum } from './spectrum.ts';

/**
 * How strongly each pitch class (C = 0) sounds between 65 Hz and 2.1 kHz over `[fromSeconds, toSeconds)`;
 * sums to 1, or is all zero for silence.
 */
export function chroma(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
  fromSeconds = 0,
  toSeconds = Infinity,
): number[] {
  const size = 8192;
  const classes = new Array<number>(12).fill(0);
  const binOf = (hz: number) => Math.round((hz * size) / sampleRateHz);
  const options = { size, hop: size / 2, fromSeconds, toSeconds };
  eachSpectrum(left, right, sampleRateHz, options, (magnitudes) => {
    for (let k = binOf(65); k < binOf(2100); k++) {
      const here = magnitudes[k]!;
      // Only spectral peaks count: the skirts of one loud note would otherwise colour its neighbours.
      if (here <= magnitudes[k - 1]! || here < magnitudes[k + 1]!) continue;
      const pitch = 69 + 12 * Math.log2((k * sampleRateHz) / size / 440);
      classes[((Math.round(pitch) % 12) + 12) % 12]! += here * here;
    }
  });
  const total = classes.reduce((sum, value) => sum + value, 0);
  return total === 0 ? classes : classes.map((value) => value / total);
}
