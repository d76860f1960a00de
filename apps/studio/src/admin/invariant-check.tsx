import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { FoldedSection } from './folded-section.tsx';
import styles from './row-list.module.css';
import { useInvariants } from './use-admin.ts';

/** Reads through the whole database for rows that break a rule, when somebody asks for it. */
export function InvariantCheck({
  isOpen,
  onToggle,
}: {
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}) {
  const text = useText();
  const { data, error, isFetching, refetch } = useInvariants();
  return (
    <FoldedSection
      id="invariants"
      title={text('admin.invariants')}
      count={data?.violations.length ?? 0}
      isOpen={isOpen}
      onToggle={onToggle}
    >
      <Button icon="search" aria-disabled={isFetching || undefined} onClick={() => void refetch()}>
        {text(isFetching ? 'admin.invariants.running' : 'admin.invariants.run')}
      </Button>
      <div role="status">
        {error && <p className={styles.note}>{text('admin.unread', { why: explain(error) })}</p>}
        {data && data.violations.length === 0 && (
          <p className={styles.note}>
            {text('admin.invariants.good', {
              count: data.checked.length,
              seconds: (data.tookMs / 1000).toFixed(1),
            })}
          </p>
        )}
        {data && data.unchecked.length > 0 && (
          <p className={styles.note}>
            {text('admin.invariants.unchecked', { rules: data.unchecked.join(', ') })}
          </p>
        )}
      </div>
      <ul>
        {data?.violations.map(({ invariant, rule, count, rows }) => (
          <li key={invariant} className={styles.row}>
            <p className={styles.title}>{text('admin.invariants.broken', { invariant, rule, count })}</p>
            <p className={styles.facts}>
              <code>{JSON.stringify(rows)}</code>
            </p>
          </li>
        ))}
      </ul>
    </FoldedSection>
  );
}
