import type { Track } from '@impresario/protocol';

/** How a track came from another. */
export type Descent = Exclude<Track['operation'], 'generate'> | 'generate' | 'retry' | 'claim';

/** The track that this one came from; null for one that was made from nothing. */
export function parentOf({ claimedFrom, retriedFrom, sourceTrackId }: Track): string | null {
  return claimedFrom ?? retriedFrom ?? sourceTrackId;
}

export function descentOf(track: Track): Descent {
  if (track.claimedFrom) return 'claim';
  return track.retriedFrom ? 'retry' : track.operation;
}
