/** Every sound inside the engine is 44.1 kHz stereo. */
export const sampleRateHz = 44100;

/** Frames mixed at a time: 46 ms, so a cancel is heard quickly and nothing but the sum is ever held whole. */
export const blockFrames = 2048;

/** Gains move on this grid and are interpolated between its points (0.36 ms). */
export const gainGroupFrames = 16;

/** Whole frames in a duration. */
export function framesOf(seconds: number): number {
  return Math.round(seconds * sampleRateHz);
}
