import type { Track, TrackStatus } from '@impresario/protocol';

/** What a list of tracks is narrowed to. */
export interface TrackFilter {
  readonly status?: TrackStatus | undefined;
  readonly provider?: string | undefined;
  /** Looked for in title, prompt and tags, whatever the case. */
  readonly q?: string | undefined;
  /** What came of this track: made from it, a retry of it, or its late result. */
  readonly sourceTrackId?: string | undefined;
  /** Tracks a page; the server's own default without it. */
  readonly limit?: number | undefined;
}

/** Two spellings of the same list must not be two lists. */
export function normalFilter({ status, provider, q, sourceTrackId, limit }: TrackFilter): TrackFilter {
  const words = q?.trim();
  return {
    ...(status !== undefined && { status }),
    ...(provider !== undefined && { provider }),
    ...(words && { q: words }),
    ...(sourceTrackId !== undefined && { sourceTrackId }),
    ...(limit !== undefined && { limit }),
  };
}

/** Whether the server would list this track under the filter. */
export function matchesFilter(track: Track, { status, provider, q, sourceTrackId }: TrackFilter): boolean {
  if (status !== undefined && track.status !== status) return false;
  if (provider !== undefined && track.provider !== provider) return false;
  const { sourceTrackId: source, retriedFrom, claimedFrom } = track;
  if (sourceTrackId !== undefined && ![source, retriedFrom, claimedFrom].includes(sourceTrackId))
    return false;
  if (!q) return true;
  const searchable = [track.title, track.prompt, ...track.styleTags].filter(Boolean).join(' ');
  return searchable.toLowerCase().includes(q.toLowerCase());
}
