import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { shapeOf, stretchInSight, type Shape, type Stretch, type View } from './list-window.ts';

// As the list was when it was last seen: coming back to it, its height is right at once, so that the place in it
// can be found again before anything has been measured.
let lastWidth = 0;

interface ListWindow {
  readonly shape: Shape;
  readonly stretch: Stretch;
}

/** Which of `count` items are to be drawn in `list` now, while the window is scrolled and changes its size. */
export function useListWindow(list: RefObject<HTMLElement | null>, view: View, count: number): ListWindow {
  const [width, setWidth] = useState(lastWidth);
  const [stretch, setStretch] = useState<Stretch>({ first: 0, end: 0 });
  const shape = shapeOf(view, width);
  const latest = useRef({ shape, count });

  const look = useCallback(() => {
    if (!list.current) return;
    const top = -list.current.getBoundingClientRect().top;
    const { shape: drawn, count: known } = latest.current;
    const next = stretchInSight(drawn, known, { top, bottom: top + window.innerHeight });
    setStretch((old) => (old.first === next.first && old.end === next.end ? old : next));
  }, [list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      lastWidth = element.clientWidth;
      setWidth(lastWidth);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [list]);
  useLayoutEffect(() => {
    latest.current = { shape, count };
    look();
  });
  useEffect(() => {
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [look]);
  return { shape, stretch };
}
