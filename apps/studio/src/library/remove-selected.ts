import type { Track } from '@impresario/protocol';
import { isUnderWay, type Link } from '@impresario/react';
import { removeSoon } from '../tracks/removal.ts';
import { clearSelection, readSelection } from './selection.ts';

/** The chosen ones that can be deleted, and how many are still being made and cannot. */
export function removable(tracks: readonly Track[], ids: ReadonlySet<string>) {
  const chosen = tracks.filter(({ id }) => ids.has(id));
  const over = chosen.filter((track) => !isUnderWay(track));
  return { over, underWayCount: chosen.length - over.length };
}

/** Deletes what is chosen, as soon as the time to have it back is over; what is being made stays. */
export function removeSelected(link: Link, tracks: readonly Track[]): void {
  const { over } = removable(tracks, readSelection().ids);
  if (over.length === 0) return;
  clearSelection();
  removeSoon(link, over);
}
