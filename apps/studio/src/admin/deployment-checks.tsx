import type { Finding } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { FoldedSection } from './folded-section.tsx';
import styles from './row-list.module.css';
import { useExamination } from './use-admin.ts';

const order: readonly Finding['status'][] = ['failed', 'warning', 'ok'];

/** What the server finds when it looks at itself, what is wrong first, in its own words. */
export function DeploymentChecks({
  isOpen,
  onToggle,
}: {
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}) {
  const text = useText();
  const { data, error, isFetching, refetch } = useExamination();
  const findings = (data ?? []).toSorted(
    (one, other) => order.indexOf(one.status) - order.indexOf(other.status),
  );
  const wrong = findings.filter(({ status }) => status !== 'ok');
  return (
    <FoldedSection
      id="checks"
      title={text('admin.checks')}
      count={wrong.length}
      isOpen={isOpen}
      onToggle={onToggle}
    >
      <p className={styles.note}>{text('admin.checks.text')}</p>
      {error && !data && <p className={styles.note}>{text('admin.unread', { why: explain(error) })}</p>}
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.id} ${finding.title}`} className={styles.finding} data-status={finding.status}>
            <Icon name={finding.status === 'ok' ? 'check' : 'alert'} size={20} />
            <div>
              <p className={styles.title}>{finding.title}</p>
              <p className={styles.note}>{finding.detail}</p>
              {finding.remedy && <p className={styles.remedy}>{finding.remedy}</p>}
            </div>
          </li>
        ))}
      </ul>
      <Button icon="retry" aria-disabled={isFetching || undefined} onClick={() => void refetch()}>
        {text(isFetching ? 'admin.checks.running' : 'admin.checks.again')}
      </Button>
    </FoldedSection>
  );
}
