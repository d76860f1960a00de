import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Track } from '@impresario/protocol';
import { placeOf, type Shape } from './list-window.ts';

/**
 * Keeps in sight what is in sight: when tracks come or go above, the window is scrolled by as much. Right at the top
 * of the list nothing is moved, so that new tracks are seen.
 */
export function useKeptPlace(
  list: RefObject<HTMLElement | null>,
  shape: Shape,
  tracks: readonly Track[],
): void {
  const before = useRef({ shape, tracks });
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { shape, tracks };
    const isSameShape = old.shape.columns === shape.columns && old.shape.itemHeight === shape.itemHeight;
    if (!list.current || !isSameShape || old.tracks === tracks) return;
    const scrolled = -list.current.getBoundingClientRect().top;
    if (scrolled <= 0) return;
    const row = Math.floor(scrolled / (shape.itemHeight + shape.gap));
    const first = old.tracks[row * shape.columns];
    const index = tracks.findIndex(({ id }) => id === first?.id);
    if (index < 0) return;
    const moved = placeOf(shape, index).top - placeOf(shape, row * shape.columns).top;
    if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' });
  });
}
