import { Fft } from './fft.ts';

/** One look at the spectrum: magnitudes of bins 0 … size/2 of the mono sum. The array is reused: copy to keep. */
export type SpectrumVisitor = (magnitudes: Float64Array, frameIndex: number) => void;

export interface SpectrumOptions {
  readonly size: number;
  readonly hop: number;
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
}

/** Calls `visit` for each Hann-windowed spectrum of the mono sum; answers how many there were. */
export function eachSpectrum(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
  options: SpectrumOptions,
  visit: SpectrumVisitor,
): number {
  const { size, hop } = options;
  const fft = new Fft(size);
  const input = new Float64Array(size);
  const magnitudes = new Float64Array(size / 2 + 1);
  const window = Float64Array.from(
    { length: size },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
  );
  const from = Math.round((options.fromSeconds ?? 0) * sampleRateHz);
  const to = Math.min(left.length, Math.round((options.toSeconds ?? Infinity) * sampleRateHz));
  let frame = 0;
  for (let start = from; start + size <= to; start += hop) {
    for (let i = 0; i < size; i++) input[i] = 0.5 * (left[start + i]! + right[start + i]!) * window[i]!;
    fft.magnitudes(input, magnitudes);
    visit(magnitudes, frame++);
  }
  return frame;
}
