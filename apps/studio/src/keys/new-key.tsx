import { useEffect, useRef, useState } from 'react';
import type { CreatedApiKey } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import styles from './keys.module.css';

/** A key, the one time that it is shown. It stays until its owner says that they have it. */
export function NewKey({ apiKey, onDone }: { apiKey: CreatedApiKey; onDone: () => void }) {
  const text = useText();
  const [outcome, setOutcome] = useState<'copied' | 'denied' | null>(null);
  const card = useRef<HTMLElement>(null);
  const secret = useRef<HTMLElement>(null);
  useEffect(() => {
    announce(text('keys.new.said', { name: apiKey.name }));
    card.current?.querySelector('button')?.focus();
  }, [apiKey.name, text]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(apiKey.key);
      setOutcome('copied');
      announce(text('keys.new.saidCopied'));
    } catch {
      // There is no clipboard on a plain http: address, and a browser may deny it anywhere.
      if (secret.current) getSelection()?.selectAllChildren(secret.current);
      setOutcome('denied');
    }
  };
  return (
    <section ref={card} className={styles.made} aria-labelledby="new-key-title">
      <h3 id="new-key-title" className={styles.madeTitle}>
        {text('keys.new.title', { name: apiKey.name })}
      </h3>
      <p className={styles.madeText}>{text('keys.new.text')}</p>
      <code ref={secret} className={styles.secret}>
        {apiKey.key}
      </code>
      <FieldError id="key-denied">{outcome === 'denied' ? text('keys.new.denied') : null}</FieldError>
      <div className={styles.madeActions}>
        <Button look="primary" icon="copy" onClick={() => void copy()}>
          {text(outcome === 'copied' ? 'keys.new.copied' : 'keys.new.copy')}
        </Button>
        <Button onClick={onDone}>{text('keys.new.done')}</Button>
      </div>
    </section>
  );
}
