import { useRef, type KeyboardEvent } from 'react';
import { clockTenths, spokenTime } from '../../words/time.ts';
import { inTenths } from '../../tracks/region.ts';
import { nextStop, snapped } from '../../tracks/region-bounds.ts';
import { secondsAt, shareOf, type WaveView } from './wave-view.ts';
import styles from './mark-handle.module.css';

interface MarkHandleProps {
  readonly label: string;
  readonly seconds: number;
  readonly min: number;
  readonly max: number;
  readonly view: WaveView;
  /** Where it goes with Shift: the beginnings of sections and lines. */
  readonly stops: readonly number[];
  readonly side: 'from' | 'to' | 'point';
  readonly onMove: (seconds: number) => void;
  readonly onClear: () => void;
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -0.5,
  ArrowDown: -0.5,
  ArrowRight: 0.5,
  ArrowUp: 0.5,
  PageDown: -5,
  PageUp: 5,
};

/** An end of a region, or a point, on the waveform: dragged, or moved by arrow keys; with Shift from stop to stop. */
export function MarkHandle(props: MarkHandleProps) {
  const { label, seconds, min, max, view, stops, side, onMove, onClear } = props;
  const isHeld = useRef(false);
  const move = (to: number) => onMove(inTenths(Math.max(min, Math.min(max, to))));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined && event.shiftKey) move(nextStop(seconds, stops, step > 0 ? 1 : -1));
    else if (step !== undefined) move(seconds + step);
    else if (event.key === 'Home') move(min);
    else if (event.key === 'End') move(max);
    else if (event.key === 'Escape') onClear();
    else return;
    // Else Shift with an arrow would go to another track as well.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span
      className={styles.handle}
      data-side={side === 'point' && shareOf(view, seconds) > 0.9 ? 'from' : side}
      style={{ insetInlineStart: `${shareOf(view, seconds) * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={inTenths(min)}
      aria-valuemax={inTenths(max)}
      aria-valuenow={inTenths(seconds)}
      aria-valuetext={spokenTime(seconds)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        isHeld.current = true;
      }}
      onPointerMove={(event) => {
        const surface = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!isHeld.current || !surface) return;
        event.stopPropagation();
        const at = secondsAt(view, (event.clientX - surface.left) / surface.width);
        move(event.shiftKey ? snapped(at, stops, (view.to - view.from) * 0.03) : at);
      }}
      onPointerUp={(event) => {
        event.stopPropagation();
        isHeld.current = false;
      }}
      onPointerCancel={() => {
        isHeld.current = false;
      }}
    >
      <span className={styles.time} aria-hidden="true">
        {clockTenths(seconds)}
      </span>
    </span>
  );
}
