import { useEffect, useRef } from 'react';
import type { ApiKey } from '@impresario/protocol';
import { useApiKeys, type useRevokeApiKey } from '../api/api-keys.ts';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
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
  const text = useText();
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
          {text('keys.make')}
        </Button>
      </div>
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label={text('keys.yours')}>
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
      {data?.length === 0 && <p className={styles.empty}>{text('keys.none')}</p>}
      {!data && !error && <p className={styles.empty}>{text('keys.looking')}</p>}
      {!data && error && (
        <>
          <FieldError id="keys-unread">{text('keys.unread', { reason: explain(error) })}</FieldError>
          <div>
            <Button icon="retry" disabled={isFetching} onClick={() => void refetch()}>
              {text('ui.retry')}
            </Button>
          </div>
        </>
      )}
      <FieldError id="keys-unrevoked">
        {revoke.error &&
          text('keys.notRevoked', { name: revoke.variables.name, reason: explain(revoke.error) })}
      </FieldError>
      <DialogActions>
        <Button onClick={onClose}>{text('ui.close')}</Button>
      </DialogActions>
    </div>
  );
}
