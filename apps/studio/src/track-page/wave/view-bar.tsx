import { useRef, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/index.ts';
import { clockTime } from '../../words/time.ts';
import { panView, type WaveView } from './wave-view.ts';
import styles from './view-bar.module.css';

interface ViewBarProps {
  readonly view: WaveView;
  readonly duration: number;
  readonly onView: (view: WaveView) => void;
}

/** Which part of the song is shown, and what moves it along. */
export function ViewBar({ view, duration, onView }: ViewBarProps) {
  const text = useText();
  const heldAt = useRef<number | null>(null);
  const length = view.to - view.from;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.2, ArrowRight: 0.2, PageUp: 0.9, PageDown: -0.9 }[event.key];
    if (step === undefined || event.shiftKey) return;
    event.preventDefault();
    onView(panView(view, step * length, duration));
  };
  return (
    <div className={styles.bar}>
      <span
        className={styles.thumb}
        style={{
          insetInlineStart: `${(view.from / duration) * 100}%`,
          inlineSize: `${(length / duration) * 100}%`,
        }}
        role="slider"
        tabIndex={0}
        aria-label={text('track.wave.shown')}
        aria-valuemin={0}
        aria-valuemax={Math.round(duration - length)}
        aria-valuenow={Math.round(view.from)}
        aria-valuetext={text('track.wave.range', { from: clockTime(view.from), to: clockTime(view.to) })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          heldAt.current = event.clientX;
        }}
        onPointerMove={(event) => {
          const width = event.currentTarget.parentElement?.clientWidth ?? 0;
          if (heldAt.current === null || width === 0) return;
          onView(panView(view, ((event.clientX - heldAt.current) / width) * duration, duration));
          heldAt.current = event.clientX;
        }}
        onPointerUp={() => {
          heldAt.current = null;
        }}
      />
    </div>
  );
}
