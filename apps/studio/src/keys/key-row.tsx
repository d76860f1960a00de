import type { ApiKey } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { keyExpiry, keyHistory, scopeName, widestScope } from '../words/api-keys.ts';
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
        aria-label={say('keys.revoke.name', { name: apiKey.name })}
        aria-disabled={isBeingRevoked || undefined}
        onClick={isBeingRevoked ? undefined : onRevoke}
      >
        {say(isBeingRevoked ? 'keys.revoke.busy' : 'keys.revoke')}
      </Button>
      <p className={styles.facts}>
        <code className={styles.code}>{apiKey.prefix}…</code> {scopeName(widestScope(apiKey))}
      </p>
      <p className={styles.facts}>
        {keyHistory(apiKey, now)},{' '}
        <span className={expiry.isOver ? styles.over : undefined}>{expiry.text}</span>
      </p>
    </li>
  );
}
