/** Waveform peaks in the shape of BBC audiowaveform's JSON, version 2: min and max pairs, one channel, 8 bits. */
export interface Peaks {
  readonly version: 2;
  readonly channels: 1;
  readonly sample_rate: number;
  readonly samples_per_pixel: number;
  readonly bits: 8;
  /** How many min/max pairs `data` holds. */
  readonly length: number;
  readonly data: readonly number[];
}

/** About so many points a song: enough for a wide player on a dense screen, small enough to inline. */
const pointsWanted = 1600;

/** The waveform of a stereo song; both channels count for each point. */
export function waveformPeaks(left: Float32Array, right: Float32Array, sampleRateHz: number): Peaks {
  const perPixel = Math.max(64, Math.ceil(left.length / pointsWanted));
  const length = Math.ceil(left.length / perPixel);
  const data: number[] = [];
  for (let pixel = 0; pixel < length; pixel++) {
    const to = Math.min(left.length, (pixel + 1) * perPixel);
    let low = 0;
    let high = 0;
    for (let i = pixel * perPixel; i < to; i++) {
      low = Math.min(low, left[i]!, right[i]!);
      high = Math.max(high, left[i]!, right[i]!);
    }
    data.push(Math.max(-128, Math.round(low * 127)), Math.min(127, Math.round(high * 127)));
  }
  return {
    version: 2,
    channels: 1,
    sample_rate: sampleRateHz,
    samples_per_pixel: perPixel,
    bits: 8,
    length,
    data,
  };
}
