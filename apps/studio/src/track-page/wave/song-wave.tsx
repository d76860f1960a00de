import { useCallback, useEffect, useRef, useState } from 'react';
import type { Section } from '@impresario/protocol';
import { useTheme } from '../../app/theme.ts';
import { useText } from '../../i18n/index.ts';
import { play, playheadSeconds, seek, togglePlay, usePlayer } from '../../player/player.ts';
import { isSameSound, type Playable } from '../../player/playable.ts';
import { usePeaks } from '../../tracks/peaks.ts';
import { useWidth } from '../../ui/use-width.ts';
import { clockTenths, spokenTime } from '../../words/time.ts';
import { drawWave } from './draw-wave.ts';
import type { Mark } from './mark.ts';
import { regionBetween } from './mark.ts';
import { MarkLayer } from './mark-layer.tsx';
import { SectionBands } from './section-bands.tsx';
import { TimeRuler } from './time-ruler.tsx';
import { useWaveDrag, waveKeys } from './use-wave-drag.ts';
import { useWaveWheel } from './use-wave-wheel.ts';
import { followView, isWhole, shareOf, zoomView, type WaveView } from './wave-view.ts';
import { ViewBar } from './view-bar.tsx';
import styles from './song-wave.module.css';

interface SongWaveProps {
  readonly item: Playable;
  readonly duration: number;
  readonly sections: readonly Section[];
  /** Sections are on their way: room is kept for them. */
  readonly keepsRoom: boolean;
  /** Where marks snap to while Shift is held: the beginnings of sections and lines. */
  readonly stops: readonly number[];
  readonly view: WaveView;
  readonly onView: (view: WaveView) => void;
  readonly mark: Mark | null;
  readonly onMark: (mark: Mark | null) => void;
  readonly isFaulty: boolean;
  readonly extendFrom: { readonly min: number; readonly max: number };
}

/** The whole song to see and to reach into: a click seeks, a drag marks a region. */
export function SongWave(props: SongWaveProps) {
  const { item, duration, sections, keepsRoom, stops, view, onView, mark, onMark, isFaulty, extendFrom } =
    props;
  const text = useText();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLSpanElement>(null);
  const width = useWidth(surface);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const peaks = usePeaks(item.version, true);
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  const isMoving = usePlayer(({ current, status }) => isSameSound(current, item) && status === 'playing');
  const shownAt = usePlayer(({ position }) => (isCurrent ? Math.floor(position * 4) / 4 : 0));
  const wholeSeconds = Math.floor(shownAt);

  const draw = useCallback(() => {
    const playedTo = isCurrent ? playheadSeconds() : null;
    if (canvas.current) drawWave(canvas.current, { peaks, view, duration, playedTo, pointedAt });
    const share = shareOf(view, playedTo ?? 0);
    playhead.current?.style.setProperty('inset-inline-start', `${share * 100}%`);
    playhead.current?.toggleAttribute('hidden', playedTo === null || share < 0 || share > 1);
  }, [peaks, view, duration, pointedAt, isCurrent]);
  useEffect(draw, [draw, theme, shownAt, width]);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function step() {
      const followed = followView(view, playheadSeconds(), duration);
      if (followed === view) draw();
      else onView(followed);
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [draw, isMoving, view, duration, onView]);
  useWaveWheel(surface, { view, duration, onView });

  const goTo = (seconds: number) => (isCurrent ? seek(seconds) : play(item, seconds));
  const playFrom = (seconds: number) => play(item, seconds);
  const drag = useWaveDrag({
    view,
    duration,
    stops,
    onPoint: setPointedAt,
    onSeek: goTo,
    onRegion: (from, to) => onMark(regionBetween(from, to, duration)),
  });
  const onKeyDown = waveKeys({
    at: isCurrent ? playheadSeconds() : 0,
    duration,
    onSeek: goTo,
    onToggle: () => (isCurrent ? togglePlay() : play(item)),
    onZoom: (factor) => onView(zoomView(view, factor, isCurrent ? playheadSeconds() : view.from, duration)),
  });
  return (
    <div className={styles.wave}>
      {(sections.length > 0 || keepsRoom) && (
        <SectionBands
          sections={sections}
          view={view}
          at={isCurrent ? shownAt : null}
          onSeek={playFrom}
          onRegion={(from, to) => onMark(regionBetween(from, to, duration))}
        />
      )}
      <div className={styles.stage}>
        <div
          ref={surface}
          className={styles.surface}
          role="slider"
          tabIndex={0}
          aria-label={text('track.wave.label', { number: item.version.variantIndex + 1 })}
          aria-valuemin={0}
          aria-valuemax={Math.round(duration)}
          aria-valuenow={wholeSeconds}
          aria-valuetext={text('track.wave.at', {
            at: spokenTime(wholeSeconds),
            length: spokenTime(duration),
          })}
          onKeyDown={onKeyDown}
          {...drag}
        >
          <canvas ref={canvas} className={styles.canvas} />
          {!peaks && <span className={styles.listening}>{text('track.wave.listening')}</span>}
        </div>
        <div className={styles.marks}>
          <span ref={playhead} className={styles.playhead} hidden />
          {pointedAt !== null && (
            <span
              className={styles.tip}
              style={{ insetInlineStart: `${shareOf(view, pointedAt) * 100}%` }}
              aria-hidden="true"
            >
              {clockTenths(pointedAt)}
            </span>
          )}
          {mark && (
            <MarkLayer
              mark={mark}
              view={view}
              duration={duration}
              stops={stops}
              extendFrom={extendFrom}
              isFaulty={isFaulty}
              onMark={onMark}
            />
          )}
        </div>
      </div>
      <TimeRuler view={view} widthPx={width} />
      {!isWhole(view, duration) && <ViewBar view={view} duration={duration} onView={onView} />}
    </div>
  );
}
