/** A stretch of a song, in seconds. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** As fine as places in a song are told. */
export function inTenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
