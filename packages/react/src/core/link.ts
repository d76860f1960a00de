import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '@impresario/client';
import type { TrackEvent } from '@impresario/protocol';
import { createConnection } from './connection.ts';
import { flow } from './flow.ts';
import { queryDefaults } from './query-defaults.ts';
import { queryKeys } from './query-keys.ts';
import { watchReach } from './reach.ts';
import { createRefresh } from './refresh.ts';
import { TrackCache } from './track-cache.ts';

/** One client and one query cache, and all that is between them. The hooks are thin over this. */
export type Link = ReturnType<typeof createLink>;

const links = new WeakMap<QueryClient, WeakMap<Client, Link>>();
const scopeCounts = new WeakMap<QueryClient, number>();

/** The link of the two: the same one however often it is asked for, so that nothing is followed twice. */
export function linkOf(client: Client, queryClient: QueryClient): Link {
  const known = links.get(queryClient) ?? new WeakMap<Client, Link>();
  links.set(queryClient, known);
  const link = known.get(client) ?? createLink(client, queryClient);
  known.set(client, link);
  return link;
}

function createLink(client: Client, queryClient: QueryClient) {
  const scope = scopeCounts.get(queryClient) ?? 0;
  scopeCounts.set(queryClient, scope + 1);
  const keys = queryKeys(scope);
  queryClient.setQueryDefaults(keys.all, queryDefaults);
  const connection = createConnection();
  const tracks = new TrackCache(client, queryClient, keys);
  const refreshCredits = createRefresh(queryClient, keys.credits);
  const listeners = new Set<(event: TrackEvent) => void>();
  const readAgain = () => void queryClient.invalidateQueries({ queryKey: keys.all });
  let holderCount = 0;
  let stop: (() => void) | null = null;

  function start(): void {
    const ending = new AbortController();
    const stopWatching = watchReach(queryClient, connection, readAgain);
    queryClient.mount();
    void flow(
      { client, connection, tracks, listeners, onCredits: refreshCredits, onGap: readAgain },
      ending.signal,
    );
    stop = () => {
      ending.abort();
      stopWatching();
      queryClient.unmount();
    };
  }

  return {
    client,
    queryClient,
    keys,
    connection: { get: connection.get, subscribe: connection.subscribe },
    tracks,
    refreshCredits,
    /** Calls `listener` with each event, after the cache has taken it in. */
    onEvent(listener: (event: TrackEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /**
     * Keeps the events flowing until the returned function is called. Holding it many times is one flow; letting go
     * and holding again in the same moment, as React's StrictMode does, is no new one.
     */
    hold(): () => void {
      holderCount++;
      let isHeld = true;
      queueMicrotask(() => {
        if (holderCount > 0 && !stop) start();
      });
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holderCount--;
        queueMicrotask(() => {
          if (holderCount > 0) return;
          stop?.();
          stop = null;
        });
      };
    },
  };
}
