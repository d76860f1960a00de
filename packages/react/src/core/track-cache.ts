import { notifyManager, replaceEqualDeep, type QueryClient } from '@tanstack/react-query';
import { ImpresarioError, isTerminal, type Client } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { forgetOldest } from './forget-oldest.ts';
import { newestRevision } from './newest-revision.ts';
import type { QueryKeys } from './query-keys.ts';
import type { TrackFilter } from './track-filter.ts';
import { placeTrack, withoutTrack, type TrackPage, type TrackPages } from './track-pages.ts';

/** More changes than this do not happen between asking for a list and its answer. */
const arrivalsMax = 5_000;

/**
 * What is known of the user's tracks: each by itself and in every list that holds it, never older than it was.
 * Nothing in it runs by itself.
 */
export class TrackCache {
  readonly #client: Client;
  readonly #queryClient: QueryClient;
  readonly #keys: QueryKeys;
  readonly #removed = new Set<string>();
  /** Which tracks were told of, each with its place in the order of telling. */
  readonly #arrivals = new Map<string, number>();
  readonly #onRead: (track: Track) => void;
  #toldCount = 0;
  #isPlacing = false;

  /** `onRead` is called with every track that was asked for, as opposed to told of. */
  constructor(client: Client, queryClient: QueryClient, keys: QueryKeys, onRead: (track: Track) => void) {
    this.#onRead = onRead;
    this.#client = client;
    this.#queryClient = queryClient;
    this.#keys = keys;
    queryClient.setQueryDefaults(keys.tracks, { structuralSharing: newestRevision });
  }

  /** What is known of a track, without asking; null when it was never seen or is gone. */
  known(id: string): Track | null {
    if (this.#removed.has(id)) return null;
    return this.#queryClient.getQueryData<Track>(this.#keys.track(id)) ?? null;
  }

  /** Keeps a track by itself, and gives back the newest there is of it. */
  newest(track: Track): Track {
    return this.#queryClient.setQueryData<Track>(this.#keys.track(track.id), track) ?? track;
  }

  /** Puts a track over its older self, or into the lists it belongs to. */
  show(incoming: Track): void {
    if (this.#removed.has(incoming.id)) return;
    notifyManager.batch(() => {
      const track = this.newest(incoming);
      this.#arrivals.delete(track.id);
      this.#arrivals.set(track.id, ++this.#toldCount);
      if (this.#arrivals.size > arrivalsMax) forgetOldest(this.#arrivals);
      this.#changeLists((pages, filter) => placeTrack(pages, track, filter));
    });
  }

  /** Takes a track away for good. Returns what puts it back, for when the server refuses. */
  hide(id: string): () => void {
    const track = this.known(id);
    this.#removed.add(id);
    this.#changeLists((pages) => withoutTrack(pages, id));
    return () => {
      this.#removed.delete(id);
      if (track) this.show(track);
    };
  }

  /** Takes a track that is not there out of the lists. Told of it again, they take it in again. */
  drop(id: string): void {
    this.#arrivals.delete(id);
    this.#changeLists((pages) => withoutTrack(pages, id));
  }

  /** Reads one track; one that is not there any more leaves the lists. */
  async read(id: string, signal?: AbortSignal): Promise<Track> {
    const asOf = this.#toldCount;
    try {
      const track = await this.#client.tracks.get(id, { ...(signal && { signal }) });
      this.#onRead(track);
      return track;
    } catch (error) {
      // What was told of since it was asked for has been made since.
      const isTold = (this.#arrivals.get(id) ?? 0) > asOf;
      if (error instanceof ImpresarioError && error.code === 'not_found' && !isTold) this.drop(id);
      throw error;
    }
  }

  /** Reads one page of a list. */
  async readPage(filter: TrackFilter, cursor: string, signal: AbortSignal): Promise<TrackPage> {
    const asOf = this.#toldCount;
    const page = await this.#client.tracks.list({ ...filter, ...(cursor && { cursor }), signal });
    for (const track of page.data) this.#onRead(track);
    return { ...page, data: page.data.map((track) => this.newest(track)), asOf };
  }

  /**
   * A list as it is to be kept after a reading: what was told of while it was read is put in again. Without this, a
   * track that was made meanwhile would vanish with the answer.
   */
  settle(filter: TrackFilter, old: TrackPages | undefined, read: TrackPages): TrackPages {
    if (this.#isPlacing) return read;
    const asOf = read.pages[0]?.asOf ?? this.#toldCount;
    let settled = read;
    for (const [id, place] of this.#arrivals) {
      const track = place > asOf ? this.known(id) : null;
      if (track) settled = placeTrack(settled, track, filter);
    }
    for (const id of this.#removed) settled = withoutTrack(settled, id);
    return replaceEqualDeep<TrackPages>(old, settled);
  }

  #changeLists(change: (pages: TrackPages, filter: TrackFilter) => TrackPages): void {
    this.#isPlacing = true;
    const lists = this.#queryClient.getQueryCache().findAll({ queryKey: this.#keys.trackLists });
    for (const { queryKey, state } of lists) {
      const pages = state.data as TrackPages | undefined;
      const changed = pages && change(pages, queryKey.at(-1) as TrackFilter);
      if (changed !== pages) this.#queryClient.setQueryData(queryKey, changed);
    }
    this.#isPlacing = false;
  }
}

export function isUnderWay({ status }: Pick<Track, 'status'>): boolean {
  return !isTerminal(status);
}
