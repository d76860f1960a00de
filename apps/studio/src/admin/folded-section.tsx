import type { ReactNode } from 'react';
import styles from './row-list.module.css';

interface FoldedSectionProps {
  readonly id: string;
  readonly title: string;
  /** Beside the title, where there are any. */
  readonly count?: number;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** Something to look into, folded until it is. */
export function FoldedSection({ id, title, count = 0, isOpen, onToggle, children }: FoldedSectionProps) {
  return (
    <details
      id={id}
      className={styles.section}
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <h2>{title}</h2>
        {count > 0 && <span className={styles.count}>{count}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
