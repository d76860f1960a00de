import type { TrackFilter } from './track-filter.ts';

/**
 * The names of everything the hooks keep in the query cache. `scope` tells the clients of one cache apart: two of
 * them may belong to two users, and neither may see what the other one read.
 */
export function queryKeys(scope: number) {
  const all = ['impresario', scope] as const;
  return {
    all,
    credits: [...all, 'credits'],
    providers: [...all, 'providers'],
    personas: [...all, 'personas'],
    /** Every list of tracks, whatever it is filtered by. */
    trackLists: [...all, 'track-lists'],
    trackList: (filter: TrackFilter) => [...all, 'track-lists', filter],
    /** Every track by itself. */
    tracks: [...all, 'tracks'],
    track: (id: string) => [...all, 'tracks', id],
    operations: [...all, 'operations'],
    operation: (id: string) => [...all, 'operations', id],
  };
}

export type QueryKeys = ReturnType<typeof queryKeys>;
