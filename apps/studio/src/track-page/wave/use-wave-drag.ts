import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { snapped } from '../../tracks/region-bounds.ts';
import { secondsAt, type WaveView } from './wave-view.ts';

interface WaveDrag {
  readonly view: WaveView;
  readonly duration: number;
  /** Where a place snaps to while Shift is held. */
  readonly stops: readonly number[];
  readonly onPoint: (seconds: number | null) => void;
  readonly onSeek: (seconds: number) => void;
  readonly onRegion: (from: number, to: number) => void;
}

/** Less than this is a click with an unsteady hand. */
const dragPx = 5;
/** How near a stop must be, as a share of what is shown. */
const snapShare = 0.03;

/** A click on a waveform seeks, a drag marks a region; by mouse, pen and finger. */
export function useWaveDrag({ view, duration, stops, onPoint, onSeek, onRegion }: WaveDrag) {
  const begun = useRef<{ seconds: number; x: number; isDragging: boolean } | null>(null);
  const secondsOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const seconds = secondsAt(view, (event.clientX - box.left) / box.width);
    const near = event.shiftKey ? snapped(seconds, stops, (view.to - view.from) * snapShare) : seconds;
    return Math.max(0, Math.min(duration, near));
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      begun.current = { seconds: secondsOf(event), x: event.clientX, isDragging: false };
      // A finger may be about to scroll: it keeps its way until it has moved along the wave.
      if (event.pointerType !== 'touch') event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent) {
      const seconds = secondsOf(event);
      if (event.pointerType !== 'touch') onPoint(seconds);
      const from = begun.current;
      if (!from) return;
      if (!from.isDragging && Math.abs(event.clientX - from.x) < dragPx) return;
      from.isDragging = true;
      onRegion(from.seconds, seconds);
    },
    onPointerUp() {
      if (begun.current && !begun.current.isDragging) onSeek(begun.current.seconds);
      begun.current = null;
    },
    onPointerCancel() {
      begun.current = null;
    },
    onPointerLeave() {
      onPoint(null);
    },
  };
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -15,
  PageUp: 15,
};

interface WaveKeys {
  readonly at: number;
  readonly duration: number;
  readonly onSeek: (seconds: number) => void;
  readonly onToggle: () => void;
  readonly onZoom: (factor: number) => void;
}

/** The keys of the waveform: arrows and pages seek, space plays, + and − zoom. */
export function waveKeys({ at, duration, onSeek, onToggle, onZoom }: WaveKeys) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined && event.shiftKey) return;
    if (step !== undefined) onSeek(Math.max(0, Math.min(duration, at + step)));
    else if (event.key === 'Home') onSeek(0);
    else if (event.key === 'End') onSeek(Math.max(0, duration - 1));
    else if (event.key === ' ' || event.key === 'Enter') onToggle();
    else if (event.key === '+' || event.key === '=') onZoom(0.5);
    else if (event.key === '-') onZoom(2);
    else return;
    event.preventDefault();
  };
}
