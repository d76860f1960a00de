import type { QueryClient } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { link } from './query-client.ts';

export { isUnderWay } from '@impresario/react';

/** What the page knows of a track, listed or not. */
export function knownTrack(id: string): Track | null {
  return link.tracks.known(id);
}

/** Puts a track into the lists: over its older self, or on top when it is new. */
export function showTrack(_client: QueryClient, track: Track): void {
  link.take(track);
}

/** Takes a track out of the lists for good. Returns what puts it back, for when the server refuses. */
export function hideTrack(_client: QueryClient, id: string): () => void {
  return link.tracks.hide(id);
}
