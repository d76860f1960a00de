import type { ApiKey } from '@impresario/protocol';
import { Button } from '../ui/button.tsx';
import { keyExpiry, keyHistory, scopeNames, widestScope } from '../words/api-keys.ts';
import styles from './keys.module.css';

interface KeyRowProps {
  readonly apiKey: ApiKey;
  readonly now: number;
  readonly isBeingRevoked: boolean;
  readonly onRevoke: () => void;
}

export function KeyRow({ apiKey, now, isBeingRevoked, onRevoke }: KeyRowProps) {
  const expiry = keyExpiry(apiKey.expiresAt, now);
  return (
    <li className={styles.row}>
      <p className={styles.name}>{apiKey.name}</p>
      <Button
        look="quiet"
        aria-label={`Revoke ${apiKey.name}`}
        aria-disabled={isBeingRevoked || undefined}
        onClick={isBeingRevoked ? undefined : onRevoke}
      >
        {isBeingRevoked ? 'Revoking…' : 'Revoke'}
      </Button>
      <p className={styles.facts}>
        <code className={styles.code}>{apiKey.prefix}…</code> {scopeNames[widestScope(apiKey)]}
      </p>
      <p className={styles.facts}>
        {keyHistory(apiKey, now)},{' '}
        <span className={expiry.isOver ? styles.over : undefined}>{expiry.text}</span>
      </p>
    </li>
  );
}
