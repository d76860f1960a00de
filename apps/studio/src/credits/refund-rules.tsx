import { useText } from '../i18n/index.ts';
import styles from './credits.module.css';
import { SideCard } from './side-card.tsx';

const rules = ['failed', 'cancelled', 'late', 'double'] as const;

/** When credits come back, in words. */
export function RefundRules() {
  const text = useText();
  return (
    <SideCard title={text('credits.refunds')}>
      <ul className={styles.rules}>
        {rules.map((rule) => (
          <li key={rule}>{text(`credits.refunds.${rule}`)}</li>
        ))}
      </ul>
    </SideCard>
  );
}
