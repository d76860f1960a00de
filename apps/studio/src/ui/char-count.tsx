import { say } from '../i18n/index.ts';
import styles from './char-count.module.css';

/** How much of a limit is used, from its half on; what is over is said plainly. */
export function CharCount({ used, max }: { used: number; max: number }) {
  if (used * 2 < max) return null;
  const left = max - used;
  return (
    <span className={styles.count} data-over={left < 0 || undefined}>
      {left < 0 ? say('ui.charsOver', { count: -left }) : say('ui.charsLeft', { count: left })}
    </span>
  );
}
