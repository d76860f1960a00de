import { useEffect, useState } from 'react';
import type { TransactionType } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useCredits, useProviders } from '../api/queries.ts';
import { link } from '../api/query-client.ts';
import { Page } from '../app/page.tsx';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Segments } from '../ui/segments.tsx';
import { Balance } from './balance.tsx';
import styles from './credits.module.css';
import { LedgerList } from './ledger-list.tsx';
import { LimitMeters } from './limit-meters.tsx';
import { MoveLink } from './move-link.tsx';
import { PriceList } from './price-list.tsx';
import { RefundRules } from './refund-rules.tsx';
import { StatementExport } from './statement-export.tsx';
import { useLedger } from './use-ledger.ts';

/** What is left to spend, what things cost, and where it all went. */
export function CreditsPage() {
  const text = useText();
  const { data, error, refetch } = useCredits();
  // No event tells of what an administrator gives: whoever comes here, or comes back to this window, sees it as it is.
  useEffect(() => {
    link.refreshCredits();
    window.addEventListener('focus', link.refreshCredits);
    return () => window.removeEventListener('focus', link.refreshCredits);
  }, []);
  // What comes later would push down what stands there already: prices and balance are shown at once with the rest.
  const { isPending: arePricesPending } = useProviders();
  const isReading = (!data && !error) || arePricesPending;
  if (isReading) {
    return (
      <Page title={text('shell.nav.credits')} lead={text('credits.lead')}>
        <p aria-busy="true" className={styles.small}>
          {text('credits.history.reading')}
        </p>
      </Page>
    );
  }
  return (
    <Page title={text('shell.nav.credits')} lead={text('credits.lead')}>
      {!data && error && (
        <div className={styles.unread} role="alert">
          <p>{text('credits.unread', { why: explain(error) })}</p>
          <Button icon="retry" onClick={() => void refetch()}>
            {text('ui.retry')}
          </Button>
        </div>
      )}
      {data && (
        <div className={styles.top}>
          <Balance credits={data} />
          <LimitMeters quotas={data.quotas} />
        </div>
      )}
      <div className={styles.columns}>
        <History />
        <aside className={styles.aside}>
          <PriceList />
          <StatementExport />
          <RefundRules />
        </aside>
      </div>
    </Page>
  );
}

const kinds = ['all', 'generation', 'refund', 'grant', 'correction', 'claim'] as const;

function History() {
  const text = useText();
  const [kind, setKind] = useState<'all' | TransactionType>('all');
  const ledger = useLedger(kind === 'all' ? null : kind);
  return (
    <section aria-labelledby="history-title" className={styles.history}>
      <h2 id="history-title" className={styles.historyTitle}>
        {text('credits.history')}
      </h2>
      <Segments
        label={text('credits.history.filter')}
        isWide
        isLabelHidden
        options={kinds.map((value) => ({ value, label: text(`credits.history.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <LedgerList
        ledger={ledger}
        isFiltered={kind !== 'all'}
        linkOf={(transaction) => <MoveLink transaction={transaction} />}
      />
    </section>
  );
}
