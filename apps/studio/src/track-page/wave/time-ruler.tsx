import { clockTime } from '../../words/time.ts';
import { rulerTicks } from './ruler-ticks.ts';
import { shareOf, type WaveView } from './wave-view.ts';
import styles from './time-ruler.module.css';

/** Minutes and seconds under a waveform. */
export function TimeRuler({ view, widthPx }: { view: WaveView; widthPx: number }) {
  return (
    <div className={styles.ruler} aria-hidden="true">
      {rulerTicks(view, widthPx).map(({ seconds, isLabelled }) => (
        <span
          key={seconds}
          className={styles.tick}
          data-labelled={isLabelled || undefined}
          data-last={shareOf(view, seconds) > 0.97 || undefined}
          style={{ insetInlineStart: `${shareOf(view, seconds) * 100}%` }}
        >
          {isLabelled && <span>{clockTime(seconds)}</span>}
        </span>
      ))}
    </div>
  );
}
