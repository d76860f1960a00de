import { useState, type ReactNode } from 'react';
import styles from './credits.module.css';

/** Something to look up beside the history. Where it stands before the history, it is folded until it is wanted. */
export function SideCard({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(() => window.matchMedia('(min-width: 1080px)').matches);
  return (
    <details className={styles.card} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.cardTitle}>
        <h2>{title}</h2>
      </summary>
      <div className={styles.cardBody}>{children}</div>
    </details>
  );
}
