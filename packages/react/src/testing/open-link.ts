import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { createClient, systemClock, type Clock, type KeyValueStore } from '@impresario/client';
import { linkOf, type Link } from '../core/link.ts';
import { tracksQuery } from '../core/track-queries.ts';
import { FarEnd } from './far-end.ts';

interface LinkOptions {
  /** How often faster the client's waits are than they would be. */
  readonly speed?: number;
  readonly storage?: KeyValueStore;
}

/** A link to a far end of its own; `await using` ends both. */
export async function openLink({ speed = 1, storage }: LinkOptions = {}) {
  const farEnd = await new FarEnd().open();
  const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / speed, signal) };
  const client = createClient({ baseUrl: farEnd.url, clock, ...(storage && { storage }) });
  const queryClient = new QueryClient();
  const link = linkOf(client, queryClient);
  const releases: (() => void)[] = [];
  return {
    farEnd,
    client,
    queryClient,
    link,
    /** Lets changes flow, and waits until they do unless told. */
    async hold({ untilLive = true } = {}): Promise<() => void> {
      const release = link.hold();
      releases.push(release);
      if (untilLive) await until(() => link.connection.get().state === 'live');
      return release;
    },
    /** Watches the balance, as `useCredits` does. */
    watchCredits() {
      const observer = new QueryObserver(queryClient, {
        queryKey: link.keys.credits,
        queryFn: () => client.credits.get(),
      });
      releases.push(observer.subscribe(() => undefined));
      return () => observer.getCurrentResult().data?.creditsRemaining ?? null;
    },
    async [Symbol.asyncDispose]() {
      for (const release of releases) release();
      client.realtime.close();
      queryClient.clear();
      await farEnd.close();
    },
  };
}

/** Watches the list of tracks, as `useTracks` does; what is returned tells their words and states. */
export function watchList(link: Link): () => string[] {
  const observer = new InfiniteQueryObserver(link.queryClient, tracksQuery(link, {}));
  observer.subscribe(() => undefined);
  return () => (observer.getCurrentResult().data ?? []).map(({ prompt, status }) => `${prompt} ${status}`);
}

/** Waits for a condition; fails with the test's own time limit when it never comes true. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Lets everything happen that would happen now, rather than after a wait. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
}

export function memoryStorage(): KeyValueStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  };
}
