import { useEffect } from 'react';
import type { ApiKey } from '@impresario/protocol';
import { useApiKeys, type useRevokeApiKey } from '../api/api-keys.ts';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { useNow } from '../words/use-now.ts';
import { KeyRow } from './key-row.tsx';
import styles from './keys.module.css';

interface KeyListProps {
  readonly revoke: ReturnType<typeof useRevokeApiKey>;
  readonly onRevoke: (key: ApiKey) => void;
  /** A key is gone, and with its row what had the focus. */
  readonly onRevoked: () => void;
}

export function KeyList({ revoke, onRevoke, onRevoked }: KeyListProps) {
  const text = useText();
  const { data, error, isFetching, refetch } = useApiKeys();
  const now = useNow(30_000);
  useEffect(() => {
    if (revoke.isSuccess) onRevoked();
    // Once for each revocation, whoever draws this list meanwhile.
  }, [revoke.isSuccess]);
  if (!data && error) {
    return (
      <div>
        <FieldError id="keys-unread">{text('keys.unread', { why: explain(error) })}</FieldError>
        <Button icon="retry" disabled={isFetching} onClick={() => void refetch()}>
          {text('keys.retry')}
        </Button>
      </div>
    );
  }
  if (!data) return <p className={styles.empty}>{text('keys.reading')}</p>;
  return (
    <>
      {data.length === 0 && <p className={styles.empty}>{text('keys.none')}</p>}
      {data.length > 0 && (
        <ul className={styles.list} aria-label={text('keys.list')}>
          {data.map((key) => (
            <KeyRow
              key={key.id}
              apiKey={key}
              now={now}
              isBeingRevoked={revoke.isPending && revoke.variables.id === key.id}
              onRevoke={() => onRevoke(key)}
            />
          ))}
        </ul>
      )}
      <FieldError id="keys-unrevoked">
        {revoke.error && text('keys.unrevoked', { name: revoke.variables.name, why: explain(revoke.error) })}
      </FieldError>
    </>
  );
}
