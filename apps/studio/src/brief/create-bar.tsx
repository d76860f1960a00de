import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { creditCount, credits } from '../words/amounts.ts';
import styles from './create-bar.module.css';

interface CreateBarProps {
  readonly price: number | null;
  readonly balance: number | null;
  readonly isSending: boolean;
  /** Whether whoever plays takes work; why not stands beside their name. */
  readonly isOpen: boolean;
  readonly onCreate: () => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The button, and what pressing it costs. */
export function CreateBar({ price, balance, isSending, isOpen, onCreate }: CreateBarProps) {
  const isShort = price !== null && balance !== null && balance < price;
  return (
    <div className={styles.bar}>
      <Button
        look="primary"
        className={styles.create}
        aria-disabled={isSending || isShort || !isOpen || undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        aria-describedby="create-price"
        onClick={() => {
          if (!isShort && isOpen) onCreate();
        }}
      >
        {say(isSending ? 'ui.sending' : 'brief.create')}
        <kbd className={styles.keys} aria-hidden="true">
          {isMac ? '⌘ ↵' : 'Ctrl ↵'}
        </kbd>
      </Button>
      <p id="create-price" className={styles.price} data-short={isShort || undefined}>
        {price !== null && balance !== null && (
          <>
            <strong>{credits(price)}</strong>
            <span>{say(isShort ? 'brief.have' : 'brief.left', { amount: creditCount(balance) })}</span>
          </>
        )}
      </p>
    </div>
  );
}
