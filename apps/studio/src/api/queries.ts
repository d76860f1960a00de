import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Page, Provider, Track } from '@impresario/protocol';
import { keep, readKept } from '../browser-storage.ts';
import { engine } from './engine.ts';
import { keys } from './query-client.ts';
import { readReach } from './reach.ts';
import { isUnderWay, newestOf, withoutRemoved } from './track-cache.ts';

const pageSize = 12;
const pollMs = { lost: 2_000, active: 2_500, activeLive: 20_000, idle: 30_000, illness: 30_000 };

/** Credits and plan. Asked every two seconds while the engine is gone: this is how its return is noticed. */
export function useCredits() {
  return useQuery({
    queryKey: keys.credits,
    queryFn: ({ signal }) => engine.credits.get({ signal }),
    refetchInterval: (query) =>
      query.state.status === 'error' || !readReach().isReachable ? pollMs.lost : false,
  });
}

export function useProviders() {
  return useQuery<Provider[]>({
    queryKey: keys.providers,
    queryFn: async ({ signal }) => {
      const providers = await engine.providers.list({ signal });
      keep('providers', providers);
      return providers;
    },
    // The form has its shape at once on a later visit, and takes the new answer a moment later.
    placeholderData: () => readKept<Provider[]>('providers') ?? undefined,
    staleTime: 5 * 60_000,
    // Somebody who is ill gets well again without a word.
    refetchInterval: (query) =>
      query.state.data?.some(
        ({ configured, health }) => configured && (health.circuit === 'open' || health.circuit === 'blocked'),
      )
        ? pollMs.illness
        : false,
  });
}

/** The user's personas, of every provider. */
export function usePersonas(isWanted: boolean) {
  return useQuery({
    queryKey: keys.personas,
    enabled: isWanted,
    queryFn: ({ signal }) => engine.operations.personas({ signal }),
  });
}

/** The user's tracks, newest first, kept fresh by events and, while those do not come, by asking. */
export function useTracks() {
  return useInfiniteQuery({
    queryKey: keys.tracks,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }): Promise<Page<Track>> => {
      const page = await engine.tracks.list({
        limit: pageSize,
        ...(pageParam && { cursor: pageParam }),
        signal,
      });
      return { ...page, data: withoutRemoved(page.data).map(newestOf) };
    },
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: (query) => {
      const { isLive, isReachable } = readReach();
      if (!isReachable) return false;
      const isActive = query.state.data?.pages.some((page) => page.data.some(isUnderWay)) ?? false;
      if (isActive) return isLive ? pollMs.activeLive : pollMs.active;
      return isLive ? false : pollMs.idle;
    },
  });
}

/** The tracks of all loaded pages, each once. */
export function flatten(pages: readonly Page<Track>[]): Track[] {
  const seen = new Map<string, Track>();
  for (const track of pages.flatMap((page) => page.data)) if (!seen.has(track.id)) seen.set(track.id, track);
  return [...seen.values()];
}
