import { useEffect, type RefObject } from 'react';
import { isWhole, panView, secondsAt, zoomView, type WaveView } from './wave-view.ts';

interface WaveWheel {
  readonly view: WaveView;
  readonly duration: number;
  readonly onView: (view: WaveView) => void;
}

/** A pinch, or the wheel with Ctrl, zooms around the pointer; sideways it moves along. Else the page scrolls as ever. */
export function useWaveWheel(
  surface: RefObject<Element | null>,
  { view, duration, onView }: WaveWheel,
): void {
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const box = element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        const around = secondsAt(view, (event.clientX - box.left) / box.width);
        onView(zoomView(view, Math.exp(event.deltaY / 200), around, duration));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !isWhole(view, duration)) {
        onView(panView(view, (event.deltaX / box.width) * (view.to - view.from), duration));
      } else return;
      event.preventDefault();
    };
    // Only a listener that says so may keep the page from zooming.
    const listener = (event: Event) => onWheel(event as WheelEvent);
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, [surface, view, duration, onView]);
}
