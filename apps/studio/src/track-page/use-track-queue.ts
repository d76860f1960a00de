import { useEffect } from 'react';
import type { Track, Version } from '@impresario/protocol';
import { refreshQueue } from '../player/player.ts';

/** Lets the player know this track as it is now. */
export function useTrackQueue(track: Track, versions: readonly Version[]): void {
  const count = versions.length;
  useEffect(() => {
    if (count > 0) refreshQueue(versions.map((version) => ({ track, version })));
    // The versions are part of the track; their list is made anew each time.
  }, [track, count]);
}
