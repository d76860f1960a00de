import { useMemo, type ReactNode } from 'react';
import type { Transaction } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { readLocale, useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { MoreRows } from '../ui/more-rows.tsx';
import { LedgerRow } from './ledger-row.tsx';
import styles from './ledger.module.css';
import type { Ledger } from './use-ledger.ts';

interface LedgerListProps {
  readonly ledger: Ledger;
  readonly isFiltered: boolean;
  /** Leads from a movement to what it was for. */
  readonly linkOf: (transaction: Transaction) => ReactNode;
}

/** Movements of credits by day, newest first, each with the balance after it. */
export function LedgerList({ ledger, isFiltered, linkOf }: LedgerListProps) {
  const text = useText();
  const { transactions, query } = ledger;
  const days = useMemo(() => Map.groupBy(transactions, ({ createdAt }) => dayOf(createdAt)), [transactions]);
  if (query.isPending) return <p className={styles.note}>{text('credits.history.reading')}</p>;
  if (query.error && transactions.length === 0) {
    return (
      <div className={styles.note} role="alert">
        <p>{text('credits.history.unread', { why: explain(query.error) })}</p>
        <Button icon="retry" onClick={() => void query.refetch()}>
          {text('ui.retry')}
        </Button>
      </div>
    );
  }
  if (transactions.length === 0) {
    return (
      <p className={styles.note}>
        {text(isFiltered ? 'credits.history.none.filtered' : 'credits.history.none')}
      </p>
    );
  }
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h3 className={styles.day}>{day}</h3>
          <ul>
            {ofDay.map((transaction) => (
              <LedgerRow key={transaction.id} transaction={transaction} link={linkOf(transaction)} />
            ))}
          </ul>
        </section>
      ))}
      <MoreRows query={query} more={text('credits.history.older')} end={text('credits.history.end')} />
    </>
  );
}

/** The reader's own day; the year only where it is another. */
function dayOf(iso: string): string {
  const at = new Date(iso);
  const isThisYear = at.getFullYear() === new Date().getFullYear();
  return at.toLocaleDateString(readLocale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  });
}
