import { useEffect, useRef, useState } from 'react';
import type { CreatedApiKey } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import styles from './keys.module.css';

/** A key, the one time that it is shown. */
export function NewKey({ apiKey, onDone }: { apiKey: CreatedApiKey; onDone: () => void }) {
  const [outcome, setOutcome] = useState<'copied' | 'denied' | null>(null);
  const secret = useRef<HTMLElement>(null);
  useEffect(() => {
    announce(`The key ${apiKey.name} is made. Copy it now: it will not be shown again.`);
  }, [apiKey.name]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(apiKey.key);
      setOutcome('copied');
      announce('The key is copied.');
    } catch {
      // There is no clipboard on a plain http: address, and a browser may deny it anywhere.
      if (secret.current) getSelection()?.selectAllChildren(secret.current);
      setOutcome('denied');
    }
  };
  return (
    <div className={styles.stack}>
      <div>
        <p className={styles.label}>{apiKey.name}</p>
        <code ref={secret} className={styles.secret}>
          {apiKey.key}
        </code>
        <FieldError id="key-denied">
          {outcome === 'denied'
            ? 'This browser lets no page copy here. The key is selected: copy it yourself.'
            : null}
        </FieldError>
      </div>
      <DialogActions>
        <Button onClick={onDone}>Done</Button>
        <Button autoFocus look="primary" icon="copy" onClick={() => void copy()}>
          {outcome === 'copied' ? 'Copied' : 'Copy the key'}
        </Button>
      </DialogActions>
    </div>
  );
}
