import styles from './skeleton-cards.module.css';

/** The shape of the list while it is being read. */
export function SkeletonCards() {
  return (
    <section aria-label="Your tracks" aria-busy="true">
      <p className="visually-hidden">Reading your tracks…</p>
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
