import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import type { TrackFilter } from './core/track-filter.ts';
import { tracksQuery } from './core/track-queries.ts';
import { useImpresario } from './impresario-provider.tsx';

/**
 * The user's tracks, newest first, as one list that grows with `fetchNextPage`. New ones arrive on top by
 * themselves; what does not match the filter any more leaves.
 */
export function useTracks(filter: TrackFilter = {}): UseInfiniteQueryResult<Track[], ImpresarioError> {
  const link = useImpresario();
  return useInfiniteQuery(tracksQuery(link, filter), link.queryClient);
}
