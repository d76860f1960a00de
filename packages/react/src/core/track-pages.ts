import type { InfiniteData } from '@tanstack/react-query';
import type { Page, Track } from '@impresario/protocol';
import { matchesFilter, type TrackFilter } from './track-filter.ts';

/** One page of a list, and how much was known when it was asked for. */
export interface TrackPage extends Page<Track> {
  readonly asOf: number;
}

/** A list as far as it has been loaded. */
export type TrackPages = InfiniteData<TrackPage, string>;

/** The list with this track in its place: over its older self, by age when it is new, gone when it is filtered out. */
export function placeTrack(pages: TrackPages, track: Track, filter: TrackFilter): TrackPages {
  const listed = pages.pages.flatMap(({ data }) => data).find(({ id }) => id === track.id);
  if (!matchesFilter(track, filter)) return listed ? withoutTrack(pages, track.id) : pages;
  if (listed === track) return pages;
  return listed ? swapped(pages, track) : inserted(pages, track);
}

export function withoutTrack(pages: TrackPages, id: string): TrackPages {
  return mapTracks(pages, (tracks) => tracks.filter((track) => track.id !== id));
}

/** The tracks of all loaded pages, each once: one that moved between two readings may be on two of them. */
export function flatten({ pages }: TrackPages): Track[] {
  const seen = new Map<string, Track>();
  for (const track of pages.flatMap(({ data }) => data)) if (!seen.has(track.id)) seen.set(track.id, track);
  return [...seen.values()];
}

function swapped(pages: TrackPages, track: Track): TrackPages {
  return mapTracks(pages, (tracks) => tracks.map((old) => (old.id === track.id ? track : old)));
}

function inserted(pages: TrackPages, track: Track): TrackPages {
  const last = pages.pages.at(-1);
  const oldest = flatten(pages).at(-1);
  // What is older than everything loaded belongs to a page that has not been asked for yet.
  if (!last || (last.hasMore && oldest && isOlder(track, oldest))) return pages;
  const at = pages.pages.findIndex(({ data }) => data.some((other) => isOlder(other, track)));
  const home = at < 0 ? pages.pages.length - 1 : at;
  return {
    ...pages,
    pages: pages.pages.map((page, index) =>
      index === home ? { ...page, data: [...page.data, track].sort(newestFirst) } : page,
    ),
  };
}

function mapTracks(pages: TrackPages, change: (tracks: Track[]) => Track[]): TrackPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: change(page.data) })) };
}

/** As the server orders them: by time of creation, then by id. */
function newestFirst(a: Track, b: Track): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

function isOlder(a: Track, b: Track): boolean {
  return newestFirst(a, b) > 0;
}
