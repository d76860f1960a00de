import type { ApiKey } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { keyExpiry, keyHistory, widestScope } from './key-words.ts';
import styles from './keys.module.css';

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly now: number;
  readonly isBeingRevoked?: boolean;
  /** Without it the key is only shown. */
  readonly onRevoke?: () => void;
}

export function KeyRow({ apiKey, now, isBeingRevoked = false, onRevoke }: KeyRowProps) {
  const text = useText();
  const expiry = keyExpiry(apiKey.expiresAt, now);
  return (
    <li className={styles.row}>
      <p className={styles.name}>{apiKey.name}</p>
      {onRevoke && (
        <Button
          look="quiet"
          aria-label={text('keys.revoke.named', { name: apiKey.name })}
          aria-disabled={isBeingRevoked || undefined}
          onClick={isBeingRevoked ? undefined : onRevoke}
        >
          {text(isBeingRevoked ? 'keys.revoking' : 'keys.revoke')}
        </Button>
      )}
      <p className={styles.facts}>
        <code className={styles.code}>{apiKey.prefix}…</code> {text(`keys.scope.${widestScope(apiKey)}`)}
      </p>
      <p className={styles.facts}>
        {keyHistory(apiKey, now)},{' '}
        <span className={expiry.isOver ? styles.over : undefined}>{expiry.text}</span>
      </p>
    </li>
  );
}
