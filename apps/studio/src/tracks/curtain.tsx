import styles from './curtain.module.css';

interface CurtainProps {
  /** 0: down. 1: all the way up. */
  readonly raised: number;
  readonly mood: 'rehearsing' | 'waiting' | 'fallen';
}

const folds = 9;

/** The house curtain in front of a cover that is not there yet: it rises with the work, and stays down on failure. */
export function Curtain({ raised, mood }: CurtainProps) {
  return (
    <div className={styles.curtain} data-mood={mood} aria-hidden="true">
      {Array.from({ length: folds }, (_, index) => (
        <span
          key={index}
          className={styles.fold}
          style={
            { '--length': foldLength(index, raised), '--delay': `${-index * 290}ms` } as React.CSSProperties
          }
        />
      ))}
    </div>
  );
}

/** The middle folds rise first, so that the open curtain frames the stage like the mark does. */
function foldLength(index: number, raised: number): number {
  const fromMiddle = Math.abs(index - (folds - 1) / 2) / ((folds - 1) / 2);
  return Math.max(0.06, 1 - raised * (1.05 - 0.5 * fromMiddle * (1 - raised * 0.4)));
}
