import type { Warning } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { warningWords } from '../words/warning-words.ts';
import styles from './track-warnings.module.css';

/** What could not be done to the letter; quiet, for the song is there. */
export function TrackWarnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={say('tracks.notes')}>
      {warnings.map((warning, index) => (
        <li key={index} className={styles.warning}>
          <Icon name="info" size={16} />
          <span>{warningWords(warning)}</span>
        </li>
      ))}
    </ul>
  );
}
