import styles from './char-count.module.css';

/** How much of a limit is used, from its half on; what is over is said plainly. */
export function CharCount({ used, max }: { used: number; max: number }) {
  if (used * 2 < max) return null;
  const left = max - used;
  return (
    <span className={styles.count} data-over={left < 0 || undefined}>
      {left < 0 ? `${-left} too many` : `${left} left`}
    </span>
  );
}
