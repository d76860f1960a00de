import { useEffect, useRef, useState } from 'react';
import type { CreatedApiKey } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import styles from './keys.module.css';

/** A key, the one time that it is shown. */
export function NewKey({ apiKey, onDone }: { apiKey: CreatedApiKey; onDone: () => void }) {
  const [outcome, setOutcome] = useState<'copied' | 'denied' | null>(null);
  const secret = useRef<HTMLElement>(null);
  useEffect(() => {
    announce(say('keys.new.said', { name: apiKey.name }));
  }, [apiKey.name]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(apiKey.key);
      setOutcome('copied');
      announce(say('keys.copied.said'));
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
        <FieldError id="key-denied">{outcome === 'denied' ? say('keys.copy.denied') : null}</FieldError>
      </div>
      <DialogActions>
        <Button onClick={onDone}>{say('keys.done')}</Button>
        <Button autoFocus look="primary" icon="copy" onClick={() => void copy()}>
          {say(outcome === 'copied' ? 'keys.copied' : 'keys.copy')}
        </Button>
      </DialogActions>
    </div>
  );
}
