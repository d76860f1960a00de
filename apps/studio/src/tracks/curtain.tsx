import styles from './curtain.module.css';

interface CurtainProps {
  /** 0: down. 1: all the way up. */
  readonly raised: number;
  readonly mood: 'rehearsing' | 'waiting' | 'fallen';
  /** Wider stages have more; an odd number, so that one hangs in the middle. */
  readonly folds?: number;
}

/** The house curtain in front of a cover that is not there yet: it rises with the work, and stays down on failure. */
export function Curtain({ raised, mood, folds = 9 }: CurtainProps) {
  return (
    <div className={styles.curtain} data-mood={mood} data-wide={folds > 9 || undefined} aria-hidden="true">
      {Array.from({ length: folds }, (_, index) => (
        <span
          key={index}
          className={styles.fold}
          style={
            {
              '--length': foldLength(index, folds, raised),
              '--delay': `${-index * 290}ms`,
            } as React.CSSProperties
          }
        />
      ))}
    </div>
  );
}

/** The middle folds rise first, so that the open curtain frames the stage like the mark does. */
function foldLength(index: number, folds: number, raised: number): number {
  const fromMiddle = Math.abs(index - (folds - 1) / 2) / ((folds - 1) / 2);
  return Math.max(0.06, 1 - raised * (1.05 - 0.5 * fromMiddle * (1 - raised * 0.4)));
}
