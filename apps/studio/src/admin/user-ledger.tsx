import { useState } from 'react';
import type { Transaction, TransactionType, UserDetail } from '@impresario/protocol';
import { LedgerList } from '../credits/ledger-list.tsx';
import { useText } from '../i18n/index.ts';
import { SelectField } from '../ui/text-field.tsx';
import { useUserLedger } from './use-users.ts';

const kinds = ['all', 'generation', 'refund', 'grant', 'correction', 'claim'] as const;

/** The movements of a user's credits, as the user sees them. */
export function UserLedger({ user }: { user: UserDetail }) {
  const text = useText();
  const [kind, setKind] = useState<(typeof kinds)[number]>('all');
  const type: TransactionType | null = kind === 'all' ? null : kind;
  const ledger = useUserLedger(user.userId, user.creditsRemaining, type);
  return (
    <>
      <SelectField
        label={text('credits.history.filter')}
        isInline
        value={kind}
        options={kinds.map((id) => ({ id, label: text(`credits.history.${id}`) }))}
        onChange={(chosen) => setKind(kinds.find((each) => each === chosen) ?? 'all')}
      />
      <LedgerList
        ledger={ledger}
        isFiltered={type !== null}
        linkOf={(transaction) => <Origin transaction={transaction} />}
      />
    </>
  );
}

/** What it was for, or which administrator did it. */
function Origin({ transaction: { trackId, type, actor } }: { transaction: Transaction }) {
  const text = useText();
  if (trackId !== null) return <code>{trackId}</code>;
  const isByHand = type === 'correction' || (type === 'grant' && actor !== 'system');
  return isByHand ? <span>{text('admin.audit.by', { actor })}</span> : null;
}
