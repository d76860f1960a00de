import { infiniteQueryOptions, queryOptions, replaceEqualDeep, type QueryKey } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import type { Link } from './link.ts';
import { normalFilter, type TrackFilter } from './track-filter.ts';
import { flatten, type TrackPage, type TrackPages } from './track-pages.ts';

/** How one track is read and kept. */
export function trackQuery({ keys, tracks }: Link, id: string | null | undefined) {
  return queryOptions<Track, ImpresarioError>({
    queryKey: keys.track(id ?? ''),
    enabled: Boolean(id),
    queryFn: ({ signal }) => tracks.read(id ?? '', signal),
  });
}

/** How a list of tracks is read, page by page, and kept. */
export function tracksQuery({ keys, tracks }: Link, filter: TrackFilter) {
  const wanted = normalFilter(filter);
  return infiniteQueryOptions<TrackPage, ImpresarioError, Track[], QueryKey, string>({
    queryKey: keys.trackList(wanted),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => tracks.readPage(wanted, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: flatten,
    // Called for the pages as they are kept, and again for the list made of them.
    structuralSharing: (old, next) =>
      Array.isArray(next)
        ? replaceEqualDeep(old, next)
        : tracks.settle(wanted, old as TrackPages | undefined, next as TrackPages),
  });
}
