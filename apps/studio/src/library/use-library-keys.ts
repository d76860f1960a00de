import { useEffect, useRef } from 'react';
import type { Track } from '@impresario/protocol';
import { useImpresario } from '@impresario/react';
import { moveCursor, readCursor } from './cursor.ts';
import { destination } from './list-window.ts';
import { toggleTrack } from './playables.ts';
import { removeSelected } from './remove-selected.ts';
import { searchFieldId } from './search-field.tsx';
import { clearSelection, readSelection, selectThrough, toggleSelected } from './selection.ts';

interface LibraryKeys {
  readonly tracks: readonly Track[];
  readonly columns: number;
  /** The cursor was moved; the focus shall follow it. */
  readonly onMove: () => void;
  readonly onHelp: () => void;
  readonly onView: () => void;
}

const takesKeys = 'input, textarea, select, [contenteditable], [role=menu], [role=slider], dialog';
const takesPresses = 'button, summary, a[href]:not([data-item-link])';

/** The keys of the library, wherever on the page they have no other meaning. */
export function useLibraryKeys(given: LibraryKeys): void {
  const link = useImpresario();
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(takesKeys)) return;
      if (act(event, target)) event.preventDefault();
    };
    const act = (event: KeyboardEvent, target: Element): boolean => {
      const { tracks, onHelp, onView } = latest.current;
      const track = tracks.find(({ id }) => id === readCursor());
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key === '?') return did(onHelp);
      if (key === '/') return did(focusSearch);
      if (key === ' ' && track && !target.closest(takesPresses) && !event.repeat) {
        return did(() => toggleTrack(track));
      }
      if (key === 'x' && track) {
        const order = tracks.map(({ id }) => id);
        return did(() => (event.shiftKey ? selectThrough(track.id, order) : toggleSelected(track.id)));
      }
      if (event.shiftKey) return false;
      if (key === 'v') return did(onView);
      if (key === 'Escape' && readSelection().isOn) return did(clearSelection);
      if (key === 'Delete' && readSelection().ids.size > 0) return did(() => removeSelected(link, tracks));
      return move(key, target);
    };
    const move = (key: string, target: Element): boolean => {
      const { tracks, columns, onMove } = latest.current;
      const isInList = target.closest('[data-library-item]') !== null;
      if (key.startsWith('Arrow') && target.closest('[aria-haspopup]')) return false;
      // Elsewhere these two belong to the page.
      if ((key === 'Home' || key === 'End') && !isInList) return false;
      const at = tracks.findIndex(({ id }) => id === readCursor());
      const to = destination(key, at, columns, tracks.length);
      const next = to === null ? undefined : tracks[to];
      if (!next) return false;
      onMove();
      // At an edge it stays, and still takes the focus back to itself.
      moveCursor(null);
      moveCursor(next.id);
      return true;
    };
    // Before the player's keys, which are for the rest of the page.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [link]);
}

function did(work: () => void): true {
  work();
  return true;
}

function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
