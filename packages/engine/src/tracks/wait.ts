import { isTerminal, type TrackSnapshot } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { readTrack } from './read.ts';

interface Changing {
  readonly id: string;
  readonly revision: number;
}

/** The track once it is as wanted or finished, or as it is when `signal` aborts; null when it is not the user's. */
export function waitForTrack(
  core: Core,
  userId: string,
  trackId: string,
  signal: AbortSignal,
  isWanted: (track: TrackSnapshot) => boolean = () => false,
): Promise<TrackSnapshot | null> {
  return waitUntil(
    core,
    signal,
    () => readTrack(core, userId, trackId),
    (track) => isTerminal(track.status) || isWanted(track),
  );
}

/** Reads again after every change until what is read is as wanted, gone, or the signal aborts. */
export async function waitUntil<T extends Changing>(
  core: Core,
  signal: AbortSignal,
  read: () => Promise<T | null>,
  isWanted: (seen: T) => boolean,
): Promise<T | null> {
  for (;;) {
    const seen = await read();
    if (seen === null || isWanted(seen) || signal.aborted) return seen;
    await core.waitingRoom.change(seen.id, seen.revision, signal);
  }
}
