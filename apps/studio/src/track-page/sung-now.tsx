import type { Playable } from '../player/playable.ts';
import type { SungLine } from '../tracks/sung-lines.ts';
import { usePlayhead } from '../tracks/use-playhead.ts';
import styles from './sung-now.module.css';

/** The line that is sung now, under the waveform, word by word, and the one after it. */
export function SungNow({ item, lines }: { item: Playable; lines: readonly SungLine[] }) {
  const at = usePlayhead(item);
  const index = at === null ? -1 : lines.findLastIndex(({ startSeconds }) => startSeconds <= at);
  const now = lines[index];
  const next = lines[index + 1];
  return (
    // The whole text stands in the lyrics: read aloud word by word it would only be noise.
    <div className={styles.sung} aria-hidden="true">
      <p className={styles.now}>
        {now?.words.map((word, place) => (
          <span key={place} data-sung={(at !== null && word.startSeconds <= at) || undefined}>
            {word.text}{' '}
          </span>
        ))}
      </p>
      <p className={styles.next}>{next?.words.map(({ text }) => text).join(' ')}</p>
    </div>
  );
}
