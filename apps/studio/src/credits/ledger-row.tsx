import type { ReactNode } from 'react';
import type { Transaction } from '@impresario/protocol';
import { readLocale, useText } from '../i18n/index.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { creditCount } from '../words/amounts.ts';
import styles from './ledger.module.css';
import { moveWords } from './move-words.ts';
import { signedAmount } from './signed-amount.ts';

const icons: Readonly<Record<Transaction['type'], IconName>> = {
  generation: 'note',
  refund: 'retry',
  grant: 'plus',
  correction: 'edit',
  claim: 'download',
};

export function LedgerRow({ transaction, link }: { transaction: Transaction; link: ReactNode }) {
  const text = useText();
  const { type, amount, balanceAfter, createdAt } = transaction;
  const { title, why } = moveWords(transaction);
  return (
    <li className={styles.row}>
      <span className={styles.icon} data-kind={amount > 0 ? 'in' : 'out'}>
        <Icon name={icons[type]} size={18} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.facts}>
          <time dateTime={createdAt}>{timeOf(createdAt)}</time>
          {why && <span>{why}</span>}
          {link}
        </p>
      </div>
      <p className={styles.amounts}>
        <strong className={styles.amount} data-kind={amount > 0 ? 'in' : 'out'}>
          {signedAmount(amount)}
        </strong>
        <span className={styles.balance}>
          {text('credits.history.balance', { balance: creditCount(balanceAfter) })}
        </span>
      </p>
    </li>
  );
}

function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString(readLocale(), { timeStyle: 'short' });
}
