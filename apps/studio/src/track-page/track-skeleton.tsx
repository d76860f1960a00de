import { PageTitle } from '../app/page-title.tsx';
import { useText } from '../i18n/index.ts';
import styles from './track-skeleton.module.css';

/** The page's outline while its track is read: what comes takes the same places. */
export function TrackSkeleton() {
  const text = useText();
  return (
    <div className={styles.skeleton} aria-busy="true">
      <PageTitle title={text('track.loading')} className="visually-hidden" />
      <div className={styles.cover} />
      <div className={styles.words}>
        <span className={styles.kicker} />
        <span className={styles.title} />
        <span className={styles.line} />
        <span className={styles.button} />
      </div>
      <div className={styles.wave} />
    </div>
  );
}
