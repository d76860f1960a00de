import type { Query } from '@tanstack/react-query';
import type { Link } from './link.ts';

/** Of these events tell every change; by the part of their names that follows the client's. */
const toldOf = new Set<unknown>(['track-lists', 'tracks', 'operations']);

/**
 * Reads again all that is shown. Of a page that is in step, for which no change was missed or will be, only what no
 * event tells of and what could not be read: its lists may be long, and stand as they are.
 */
export function readAgain(
  { queryClient, keys }: Pick<Link, 'queryClient' | 'keys'>,
  isInStep: boolean,
): void {
  const all = {
    queryKey: keys.all,
    predicate: ({ queryKey, state }: Query) =>
      !isInStep || state.status !== 'success' || !toldOf.has(queryKey[2]),
  };
  // A first reading that is under way is not begun anew, and may have begun too early: it is repeated afterwards.
  const early = queryClient
    .getQueryCache()
    .findAll({ ...all, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  void queryClient.invalidateQueries(all).then(() => {
    if (early.length === 0) return;
    return queryClient.invalidateQueries({ ...all, predicate: (query) => early.includes(query) });
  });
}
