import type { MusicRequest } from '@impresario/provider';

export const defaultDurationSeconds = 120;
export const durationSecondsMax = 240;

/** At least this much of the length is for the new part. */
export const newPartSecondsMin = 10;
/** What is added when the request names no length: half as much again, within these bounds. */
const addedSeconds = { min: 30, max: 90 } as const;

/** Where a song goes on and how long it is then. */
export interface Extension {
  /** Where the new part begins, before it is moved back to a bar line. */
  readonly fromSeconds: number;
  /** True where the song goes on instead of ending; its ending and its outro are not played then. */
  readonly atEnd: boolean;
  /** Of the whole song, the kept part included. */
  readonly totalSeconds: number;
  /** True where the longest song there is leaves less time than was wanted. */
  readonly isShortened: boolean;
}

/** The exact length in seconds of what a request makes; a chain of extensions is followed to its first song. */
export function lengthOf(request: MusicRequest): number {
  if (request.operation === 'extend') return planExtension(request).totalSeconds;
  return request.durationSeconds ?? defaultDurationSeconds;
}

/**
 * What an extension comes to. `durationSeconds` is what is added to the place where the song goes on, by default
 * half the length of the source within 30 to 90 s; a whole song is at most 240 s.
 */
export function planExtension(request: MusicRequest): Extension {
  const source = request.source?.request;
  const sourceSeconds = source ? lengthOf(source) : defaultDurationSeconds;
  const half = Math.min(addedSeconds.max, Math.max(addedSeconds.min, sourceSeconds / 2));
  const added = Math.max(newPartSecondsMin, request.durationSeconds ?? half);
  const wantedFrom = Math.min(request.continueAtSeconds ?? sourceSeconds, sourceSeconds);
  const fromSeconds = Math.min(wantedFrom, durationSecondsMax - newPartSecondsMin);
  return {
    fromSeconds,
    atEnd: fromSeconds === sourceSeconds,
    totalSeconds: Math.min(durationSecondsMax, fromSeconds + added),
    isShortened: fromSeconds + added > durationSecondsMax,
  };
}
