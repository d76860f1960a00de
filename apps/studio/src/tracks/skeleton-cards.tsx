import { say } from '../i18n/index.ts';
import styles from './skeleton-cards.module.css';

/** The shape of the list while it is being read. */
export function SkeletonCards() {
  return (
    <section aria-label={say('tracks.heading')} aria-busy="true">
      <p className="visually-hidden">{say('tracks.reading')}</p>
      <div className={styles.heading} />
      {[0, 1, 2].map((card) => (
        <div key={card} className={styles.card}>
          <div className={styles.cover} />
          <div className={styles.lines}>
            <div style={{ inlineSize: '46%' }} className={styles.title} />
            <div style={{ inlineSize: '78%' }} />
            <div className={styles.wave} />
            <div className={styles.wave} />
          </div>
        </div>
      ))}
    </section>
  );
}
