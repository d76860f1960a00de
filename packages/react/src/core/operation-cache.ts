import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import { ImpresarioError, isTerminal, type Client, type OperationChange } from '@impresario/client';
import type { OperationResource } from '@impresario/protocol';
import { newestRevision } from './newest-revision.ts';
import type { QueryKeys } from './query-keys.ts';
import { isUnreachable } from './reach.ts';
import { createStore } from './store.ts';

const storedUnder = 'impresario.operations';
const storedMax = 50;
/** While events come, asking is only to be sure. Without them it begins early, for much of this takes seconds. */
const pollMs = { live: 30_000, first: 1_500, max: 10_000 };

interface OperationNews {
  isLive(): boolean;
  onChange(change: OperationChange): void;
}

/**
 * The work beside tracks that is known of, never older than it was. What runs is followed to its end, over reloads
 * too: there is no list to ask for, and what was paid for must not be lost sight of.
 */
export class OperationCache {
  readonly #client: Client;
  readonly #queryClient: QueryClient;
  readonly #keys: QueryKeys;
  readonly #news: OperationNews;
  readonly #all = createStore<ReadonlyMap<string, OperationResource>>(new Map());
  readonly #followed = new Map<string, () => void>();
  #isHeld = false;

  constructor(client: Client, queryClient: QueryClient, keys: QueryKeys, news: OperationNews) {
    this.#client = client;
    this.#queryClient = queryClient;
    this.#keys = keys;
    this.#news = news;
    queryClient.setQueryDefaults(keys.operations, { structuralSharing: newestRevision });
  }

  /** All that are known, by id. The same map until one changes. */
  get all(): ReadonlyMap<string, OperationResource> {
    return this.#all.get();
  }

  /** Calls `listener` whenever one of them changes. Returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => this.#all.subscribe(listener);

  /** Takes an operation in, from an answer or an event. */
  show(incoming: OperationResource): void {
    const known = this.all.get(incoming.id);
    if (known && known.revision >= incoming.revision) return;
    this.#queryClient.setQueryData(this.#keys.operation(incoming.id), incoming);
    this.#all.set(new Map(this.all).set(incoming.id, incoming));
    if (isRunning(incoming)) this.#follow(incoming.id);
    else this.#unfollow(incoming.id);
    this.#news.onChange({
      eventType: known ? 'UPDATE' : 'INSERT',
      new: incoming,
      ...(known && { old: known }),
    });
  }

  /** Forgets one that has been looked at. */
  dismiss(id: string): void {
    const rest = new Map(this.all);
    rest.delete(id);
    this.#all.set(rest);
  }

  /** How one operation is read and kept. */
  query(id: string) {
    return {
      queryKey: this.#keys.operation(id),
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<OperationResource> => {
        try {
          const operation = await this.#client.operations.get(id, { signal });
          this.show(operation);
          return this.all.get(id) ?? operation;
        } catch (error) {
          // An id that was kept from an earlier visit may be somebody else's by now. Who is signed out may come back.
          if (error instanceof ImpresarioError && error.code === 'not_found') this.#unfollow(id);
          else if (!isUnreachable(error) && !(error instanceof ImpresarioError && error.retryable)) {
            this.#stopFollowing(id);
          }
          throw error;
        }
      },
    };
  }

  /** Follows what runs, what ran on an earlier visit too, until `release`. May be said again, as after signing in. */
  hold(): void {
    this.#isHeld = true;
    const running = [...this.all.values()].filter(isRunning).map(({ id }) => id);
    for (const id of new Set([...this.#stored(), ...running])) this.#follow(id);
  }

  release(): void {
    this.#isHeld = false;
    for (const stop of this.#followed.values()) stop();
    this.#followed.clear();
  }

  #follow(id: string): void {
    if (!this.#isHeld || this.#followed.has(id)) return;
    const observer = new QueryObserver(this.#queryClient, {
      ...this.query(id),
      refetchInterval: ({ state }) =>
        this.#news.isLive() ? pollMs.live : Math.min(pollMs.max, pollMs.first * 2 ** state.dataUpdateCount),
    });
    this.#followed.set(
      id,
      observer.subscribe(() => undefined),
    );
    this.#store([...this.#stored().filter((other) => other !== id), id]);
  }

  #unfollow(id: string): void {
    if (!this.#followed.has(id)) return;
    this.#stopFollowing(id);
    this.#store(this.#stored().filter((other) => other !== id));
  }

  /** It stays stored, and `hold` follows it again. */
  #stopFollowing(id: string): void {
    this.#followed.get(id)?.();
    this.#followed.delete(id);
  }

  /** Read before every change, for another tab keeps its own there too. */
  #stored(): string[] {
    try {
      const ids: unknown = JSON.parse(this.#client.storage?.getItem(storedUnder) ?? '[]');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    } catch {
      return [];
    }
  }

  #store(ids: readonly string[]): void {
    try {
      this.#client.storage?.setItem(storedUnder, JSON.stringify(ids.slice(-storedMax)));
    } catch {
      // Denied or full: the page works the same, it only forgets.
    }
  }
}

export function isRunning({ status }: Pick<OperationResource, 'status'>): boolean {
  return !isTerminal(status);
}
