import type { Track, TrackStatus } from '@impresario/protocol';

/** What a list of tracks is narrowed to. */
export interface TrackFilter {
  readonly status?: TrackStatus | undefined;
  readonly provider?: string | undefined;
  /** Looked for in title, prompt and tags, whatever the case. */
  readonly q?: string | undefined;
  /** Tracks a page; the server's own default without it. */
  readonly limit?: number | undefined;
}

/** Two spellings of the same list must not be two lists. */
export function normalFilter({ status, provider, q, limit }: TrackFilter): TrackFilter {
  const words = q?.trim();
  return {
    ...(status !== undefined && { status }),
    ...(provider !== undefined && { provider }),
    ...(words && { q: words }),
    ...(limit !== undefined && { limit }),
  };
}

/** Whether the server would list this track under the filter. */
export function matchesFilter(track: Track, { status, provider, q }: TrackFilter): boolean {
  if (status !== undefined && track.status !== status) return false;
  if (provider !== undefined && track.provider !== provider) return false;
  if (!q) return true;
  const searchable = [track.title, track.prompt, ...track.styleTags].filter(Boolean).join(' ');
  return searchable.toLowerCase().includes(q.toLowerCase());
}
