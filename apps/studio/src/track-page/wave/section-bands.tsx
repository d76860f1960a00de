import type { Section } from '@impresario/protocol';
import { useText } from '../../i18n/index.ts';
import { clockTime } from '../../words/time.ts';
import { sectionLabel } from './section-label.ts';
import { shareOf, type WaveView } from './wave-view.ts';
import styles from './section-bands.module.css';

interface SectionBandsProps {
  readonly sections: readonly Section[];
  readonly view: WaveView;
  /** Seconds that are heard now; null while this version is not. */
  readonly at: number | null;
  readonly onSeek: (seconds: number) => void;
  readonly onRegion: (from: number, to: number) => void;
}

/** The form of the song over its waveform. A section plays from its beginning; with Shift, or twice, it is marked. */
export function SectionBands({ sections, view, at, onSeek, onRegion }: SectionBandsProps) {
  const text = useText();
  return (
    <ol className={styles.bands} aria-label={text('track.sections')}>
      {sections.map((section, index) => {
        const { kind, startSeconds, endSeconds } = section;
        const left = Math.max(0, shareOf(view, startSeconds));
        const right = Math.min(1, shareOf(view, endSeconds));
        if (right <= left) return null;
        const name = sectionLabel(section);
        const isNow = at !== null && at >= startSeconds && at < endSeconds;
        return (
          <li
            key={index}
            className={styles.place}
            style={{ insetInlineStart: `${left * 100}%`, inlineSize: `${(right - left) * 100}%` }}
          >
            <button
              type="button"
              className={styles.band}
              data-kind={kind}
              data-now={isNow || undefined}
              title={text('track.section.title', {
                name,
                from: clockTime(startSeconds),
                to: clockTime(endSeconds),
              })}
              aria-label={text('track.section.play', { name, from: clockTime(startSeconds) })}
              aria-current={isNow ? 'true' : undefined}
              onClick={(event) => {
                if (event.shiftKey) onRegion(startSeconds, endSeconds);
                else onSeek(startSeconds);
              }}
              onDoubleClick={() => onRegion(startSeconds, endSeconds)}
            >
              <span>{name}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
