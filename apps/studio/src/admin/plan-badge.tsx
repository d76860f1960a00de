import type { Plan } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import styles from './users-page.module.css';

export function PlanBadge({ plan }: { plan: Plan }) {
  const text = useText();
  return (
    <span className={styles.plan} data-plan={plan}>
      {text(`credits.plan.${plan}`)}
    </span>
  );
}
