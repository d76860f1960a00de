/** Linear amplitude for a level in dB. */
export function gainOfDb(db: number): number {
  return 10 ** (db / 20);
}

/** Level in dB of a linear amplitude; −Infinity for silence. */
export function dbOfGain(gain: number): number {
  return 20 * Math.log10(gain);
}

/** Loudness in LUFS of a K-weighted mean square summed over channels (ITU-R BS.1770-4, eq. 2). */
export function lufsOfPower(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}
