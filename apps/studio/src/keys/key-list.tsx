import { useEffect, useRef } from 'react';
import type { ApiKey } from '@impresario/protocol';
import { useApiKeys, type useRevokeApiKey } from '../api/api-keys.ts';
import { explain } from '../api/engine.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { useNow } from '../words/use-now.ts';
import { KeyRow } from './key-row.tsx';
import styles from './keys.module.css';

interface KeyListProps {
  readonly revoke: ReturnType<typeof useRevokeApiKey>;
  readonly onMake: () => void;
  readonly onRevoke: (key: ApiKey) => void;
  readonly onClose: () => void;
}

export function KeyList({ revoke, onMake, onRevoke, onClose }: KeyListProps) {
  const { data, error, isFetching, refetch } = useApiKeys();
  const now = useNow(30_000);
  const top = useRef<HTMLDivElement>(null);
  // The row that had the focus is gone with its key.
  useEffect(() => {
    if (revoke.isSuccess) top.current?.querySelector('button')?.focus();
  }, [revoke.isSuccess]);
  return (
    <div className={styles.stack}>
      <div ref={top}>
        <Button autoFocus icon="plus" onClick={onMake}>
          Make a key
        </Button>
      </div>
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label="Your keys">
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
      {data?.length === 0 && (
        <p className={styles.empty}>
          No keys yet. Make one for each program or machine, so that each can be revoked without the others.
        </p>
      )}
      {!data && !error && <p className={styles.empty}>Looking for your keys…</p>}
      {!data && error && (
        <>
          <FieldError id="keys-unread">{`Your keys could not be read. ${explain(error)}`}</FieldError>
          <div>
            <Button icon="retry" disabled={isFetching} onClick={() => void refetch()}>
              Try again
            </Button>
          </div>
        </>
      )}
      <FieldError id="keys-unrevoked">
        {revoke.error && `“${revoke.variables.name}” is not revoked. ${explain(revoke.error)}`}
      </FieldError>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </div>
  );
}
