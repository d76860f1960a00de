import type { Credits } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { creditCount, credits as creditWords } from '../words/amounts.ts';
import styles from './credits.module.css';

/** The one figure that matters, and the plan. */
export function Balance({ credits }: { credits: Credits }) {
  const text = useText();
  const { creditsRemaining, creditsUsedToday, plan } = credits;
  return (
    <section className={styles.balance} aria-labelledby="balance-title">
      <h2 id="balance-title" className={styles.label}>
        {text('credits.balance')}
      </h2>
      <p className={styles.figure}>
        <strong>{creditCount(creditsRemaining)}</strong> {text('credits.unit', { count: creditsRemaining })}
      </p>
      <p className={styles.facts}>
        <span className={styles.plan}>{text('credits.plan', { plan: text(`credits.plan.${plan}`) })}</span>
        <span>{text('credits.usedToday', { amount: creditWords(creditsUsedToday) })}</span>
      </p>
      {creditsRemaining === 0 && <p className={styles.hint}>{text('credits.empty.hint')}</p>}
    </section>
  );
}
