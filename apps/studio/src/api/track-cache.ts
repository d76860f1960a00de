import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page, Track } from '@impresario/protocol';
import { keys } from './query-client.ts';

type Pages = InfiniteData<Page<Track>, string>;

const newest = new Map<string, Track>();
const removed = new Set<string>();

export function isUnderWay(track: Track): boolean {
  return track.status === 'pending' || track.status === 'processing';
}

/**
 * The newer of this track and what is known of it already. A list that was read before an event arrived after it
 * must not turn a card back; at the same revision the incoming one wins, for its addresses are fresher.
 */
export function newestOf(track: Track): Track {
  const known = newest.get(track.id);
  if (known && known.revision > track.revision) return known;
  newest.set(track.id, track);
  return track;
}

/** What the page knows of a track, listed or not. */
export function knownTrack(id: string): Track | null {
  return removed.has(id) ? null : (newest.get(id) ?? null);
}

export function withoutRemoved(tracks: readonly Track[]): Track[] {
  return tracks.filter((track) => !removed.has(track.id));
}

/** Puts a track into the list: over its older self, or on top when it is new. */
export function showTrack(client: QueryClient, incoming: Track): void {
  if (removed.has(incoming.id)) return;
  const track = newestOf(incoming);
  client.setQueryData<Pages>(keys.tracks, (pages) => pages && placed(pages, track));
}

function placed(data: Pages, track: Track): Pages {
  const isListed = data.pages.some((page) => page.data.some(({ id }) => id === track.id));
  if (isListed) {
    const swap = (page: Page<Track>) => ({
      ...page,
      data: page.data.map((old) => (old.id === track.id ? track : old)),
    });
    return { ...data, pages: data.pages.map(swap) };
  }
  const [first, ...rest] = data.pages;
  // An event about a track older than everything loaded belongs to a page that is not shown yet.
  const oldest = data.pages.at(-1)?.data.at(-1);
  if (!first || (oldest && data.pages.at(-1)?.hasMore && track.createdAt < oldest.createdAt)) return data;
  const list = [...first.data, track].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { ...data, pages: [{ ...first, data: list }, ...rest] };
}

/** Takes a track out of the list for good. Returns what puts it back, for when the server refuses. */
export function hideTrack(client: QueryClient, id: string): () => void {
  const track = newest.get(id);
  removed.add(id);
  client.setQueryData<Pages>(
    keys.tracks,
    (data) =>
      data && { ...data, pages: data.pages.map((page) => ({ ...page, data: withoutRemoved(page.data) })) },
  );
  return () => {
    removed.delete(id);
    if (track) showTrack(client, track);
  };
}
