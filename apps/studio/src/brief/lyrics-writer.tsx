import { useEffect, useRef } from 'react';
import type { CreateLyricsInput, Provider } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { useWordOperation } from '../api/use-word-operation.ts';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { priceWords } from '../words/amounts.ts';
import { changeDraft, readDraft } from './draft.ts';
import styles from './lyrics-writer.module.css';

interface LyricsWriterProps {
  readonly provider: Provider;
  readonly prompt: string;
}

/** Has lyrics written for the brief, and offers what came; a click takes one into the form. */
export function LyricsWriter({ provider, prompt }: LyricsWriterProps) {
  const writing = useWordOperation((body: CreateLyricsInput, idempotencyKey) =>
    engine.operations.lyrics(body, { idempotencyKey }),
  );
  const result = writing.result?.kind === 'lyrics' ? writing.result : null;
  const list = useRef<HTMLUListElement>(null);
  const isThere = result !== null;
  useEffect(() => {
    if (isThere) list.current?.scrollIntoView({ block: 'nearest' });
  }, [isThere]);
  const take = ({ title, text }: { title: string | null; text: string }) => {
    changeDraft({ lyrics: text, ...(title && !readDraft().title.trim() && { title }) });
    writing.forget();
    announce(say('brief.write.used'));
    document.getElementById('brief-lyrics')?.focus();
  };
  const isBlank = prompt.trim() === '';
  return (
    <div>
      <div className={styles.row}>
        <Button
          icon="spark"
          aria-disabled={writing.isBusy || isBlank || undefined}
          aria-describedby="lyrics-writer-note"
          onClick={() => {
            if (!isBlank) writing.ask({ prompt, provider: provider.id });
          }}
        >
          {say(writing.isBusy ? 'brief.write.busy' : 'brief.write')}
        </Button>
        <p id="lyrics-writer-note" className={styles.note}>
          {isBlank ? say('brief.write.blank') : priceWords(provider.priceCredits['lyrics'])}
        </p>
      </div>
      <FieldError id="lyrics-writer-problem">{writing.problem}</FieldError>
      {result && (
        <ul ref={list} className={styles.variants} aria-label={say('brief.write.choose')}>
          {result.variants.map((variant, index) => (
            <li key={index}>
              <button type="button" className={styles.variant} onClick={() => take(variant)}>
                <strong>{variant.title ?? say('brief.write.variant', { number: index + 1 })}</strong>
                <span>{variant.text}</span>
              </button>
            </li>
          ))}
          <li>
            <Button look="quiet" onClick={writing.forget}>
              {say('brief.write.none')}
            </Button>
          </li>
        </ul>
      )}
      {result?.variants.length === 0 && <p className={styles.note}>{say('brief.write.nothing')}</p>}
    </div>
  );
}
