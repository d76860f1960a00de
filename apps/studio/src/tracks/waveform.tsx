import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTheme } from '../app/theme.ts';
import { say } from '../i18n/index.ts';
import {
  isSameSound,
  play,
  playheadSeconds,
  seek,
  togglePlay,
  usePlayer,
  type Playable,
} from '../player/player.ts';
import { clockTime, spokenTime } from '../words/time.ts';
import { drawWaveform } from './draw-waveform.ts';
import { usePeaks } from './peaks.ts';
import { useInView } from './use-in-view.ts';
import styles from './waveform.module.css';

const steps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -15,
  PageUp: 15,
};

/** A version's shape, and the place to seek in it: click, drag, or arrow keys. */
export function Waveform({ item, label }: { item: Playable; label: string }) {
  const { version } = item;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const isSeen = useInView(canvas);
  const peaks = usePeaks(version, isSeen);
  const theme = useTheme();
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  const isMoving = usePlayer(({ current, status }) => isSameSound(current, item) && status === 'playing');
  const shownPosition = usePlayer(({ position }) => (isCurrent ? Math.floor(position) : 0));
  const knownDuration = usePlayer(({ duration }) => (isCurrent ? duration : 0));
  const duration = knownDuration || version.durationSeconds || 0;

  const draw = useCallback(() => {
    const played = isCurrent && duration > 0 ? playheadSeconds() / duration : 0;
    if (canvas.current) drawWaveform(canvas.current, { peaks, played, pointed });
  }, [peaks, isCurrent, duration, pointed]);

  useEffect(draw, [draw, theme, shownPosition]);
  useEffect(() => {
    if (!canvas.current) return;
    const watcher = new ResizeObserver(draw);
    watcher.observe(canvas.current);
    return () => watcher.disconnect();
  }, [draw]);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function step() {
      draw();
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [draw, isMoving]);

  const goTo = (seconds: number) => (isCurrent ? seek(seconds) : play(item, seconds));
  const share = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const position = isCurrent ? playheadSeconds() : 0;
    const step = steps[event.key];
    if (step !== undefined) goTo(Math.max(0, Math.min(duration, position + step)));
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(Math.max(0, duration - 1));
    else if ((event.key === ' ' || event.key === 'Enter') && isCurrent) togglePlay();
    else if (event.key === ' ' || event.key === 'Enter') play(item);
    else return;
    event.preventDefault();
  };

  return (
    <div
      className={styles.waveform}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={shownPosition}
      aria-valuetext={say('player.at', {
        position: spokenTime(shownPosition),
        duration: spokenTime(duration),
      })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        // A finger may be scrolling: it seeks with the click that follows a tap.
        if (event.button === 0 && event.pointerType !== 'touch') goTo(share(event) * duration);
      }}
      onClick={(event) => {
        const pointer = event.nativeEvent as globalThis.PointerEvent;
        if (pointer.pointerType === 'touch') goTo(share(event) * duration);
      }}
      onPointerMove={(event) => {
        setPointed(event.pointerType === 'touch' ? null : share(event));
        if (event.buttons === 1 && isCurrent) seek(share(event) * duration);
      }}
      onPointerLeave={() => setPointed(null)}
    >
      <canvas ref={canvas} className={styles.canvas} />
      {pointed !== null && (
        <span className={styles.tip} style={{ insetInlineStart: `${pointed * 100}%` }} aria-hidden="true">
          {clockTime(pointed * duration)}
        </span>
      )}
    </div>
  );
}
