import { Link } from '@tanstack/react-router';
import type { Credits } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { creditCount, credits as creditWords } from '../words/amounts.ts';
import { timeOfDay } from '../words/time.ts';
import styles from './create-bar.module.css';

interface CreateBarProps {
  /** null while it is not known. */
  readonly price: number | null;
  readonly credits: Credits | null;
  readonly isSending: boolean;
  /** Whether whoever plays takes work; why not stands beside their name. */
  readonly isOpen: boolean;
  readonly onCreate: () => void;
}

/** Whether the balance is known not to suffice. */
export function isShort(price: number | null, credits: Credits | null): boolean {
  return price !== null && credits !== null && credits.creditsRemaining < price;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The button, what pressing it costs and leaves, and what stands in its way. */
export function CreateBar({ price, credits, isSending, isOpen, onCreate }: CreateBarProps) {
  const balance = credits?.creditsRemaining ?? null;
  const cannotPay = isShort(price, credits);
  return (
    <>
      <div className={styles.bar}>
        <Button
          look="primary"
          className={styles.create}
          aria-disabled={isSending || cannotPay || !isOpen || undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          aria-describedby="create-price create-note"
          onClick={() => {
            if (isOpen) onCreate();
          }}
        >
          {say(isSending ? 'ui.sending' : 'brief.create')}
          <kbd className={styles.keys} aria-hidden="true">
            {isMac ? '⌘ ↵' : 'Ctrl ↵'}
          </kbd>
        </Button>
        <p id="create-price" className={styles.price} data-short={cannotPay || undefined}>
          {price !== null && balance !== null && (
            <>
              <strong>{price === 0 ? say('words.free') : creditWords(price)}</strong>
              <span>{leftWords(balance, cannotPay ? null : balance - price)}</span>
            </>
          )}
        </p>
      </div>
      <p id="create-note" className={styles.note}>
        {cannotPay ? <Short missing={(price ?? 0) - (balance ?? 0)} /> : credits && limitWords(credits)}
      </p>
    </>
  );
}

function leftWords(balance: number, after: number | null): string {
  if (after === null) return say('brief.have', { amount: creditCount(balance) });
  return say('brief.left', { amount: creditCount(balance), after: creditCount(after) });
}

function Short({ missing }: { missing: number }) {
  return (
    <>
      {say('brief.short', { missing: creditWords(missing) })}{' '}
      <Link to="/credits">{say('brief.short.credits')}</Link>
    </>
  );
}

/** What the server would refuse for now, though there are credits; it may be pressed all the same. */
function limitWords({ quotas }: Credits): string | null {
  const { perDay, concurrent } = quotas;
  if (perDay.remaining === 0 && perDay.limit !== null) {
    const at = timeOfDay(perDay.resetAt ?? midnightUtc());
    return say('brief.limit.day', { count: perDay.limit, at });
  }
  if (concurrent.remaining === 0 && concurrent.limit !== null) {
    return say('brief.limit.atOnce', { count: concurrent.limit });
  }
  return null;
}

/** The day of the limits ends then, wherever the reader is. */
function midnightUtc(): string {
  const tomorrow = new Date();
  tomorrow.setUTCHours(24, 0, 0, 0);
  return tomorrow.toISOString();
}
