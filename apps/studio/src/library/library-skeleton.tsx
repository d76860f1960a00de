import { useText } from '../i18n/index.ts';
import type { View } from './list-window.ts';
import styles from './library-skeleton.module.css';

/** The shape of the list while it is being read. */
export function LibrarySkeleton({ view }: { view: View }) {
  const text = useText();
  return (
    <div className={styles.skeleton} data-view={view} role="status">
      <p className="visually-hidden">{text('library.reading')}</p>
      {Array.from({ length: view === 'grid' ? 10 : 7 }, (_, index) => (
        <div key={index} className={styles.item} aria-hidden="true">
          <div className={styles.cover} />
          <div className={styles.line} />
          <div className={styles.line} />
        </div>
      ))}
    </div>
  );
}
