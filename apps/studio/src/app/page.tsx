import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** A sentence under the title. */
  readonly lead?: ReactNode;
  /** At the end of the title's line. */
  readonly actions?: ReactNode;
  /** For pages that are read rather than looked over. */
  readonly isNarrow?: boolean;
  readonly children?: ReactNode;
}

/** What the pages have in common: their width, their title and the room they leave for the player. */
export function Page({ title, lead, actions, isNarrow = false, children }: PageProps) {
  return (
    <div className={[styles.page, isNarrow && styles.narrow].filter(Boolean).join(' ')}>
      <header className={styles.head}>
        <div className={styles.words}>
          <PageTitle title={title} className={styles.title} />
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
