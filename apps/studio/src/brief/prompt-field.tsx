import { useState, type ReactNode } from 'react';
import { PageTitle } from '../app/page-title.tsx';
import { useText } from '../i18n/index.ts';
import { CharCount } from '../ui/char-count.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { Button } from '../ui/button.tsx';
import { changeDraft, focusPrompt, promptFieldId } from './draft.ts';
import { examples, fillFromExample } from './examples.ts';
import { charCount } from './validate.ts';
import styles from './prompt-field.module.css';

interface PromptFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly charsMax: number;
  readonly providerStyles: readonly { id: string; label: string }[];
  /** Between the heading and the field. */
  readonly children?: ReactNode;
}

export function PromptField({ value, error, charsMax, providerStyles, children }: PromptFieldProps) {
  const text = useText();
  const [next, setNext] = useState(0);
  const inspire = () => {
    const example = examples[next % examples.length];
    if (example) fillFromExample(example, providerStyles);
    setNext(next + 1);
    focusPrompt();
  };
  return (
    <div className={styles.field}>
      <PageTitle title={text('shell.nav.create')} className={styles.heading}>
        <label htmlFor={promptFieldId}>{text('brief.title')}</label>
      </PageTitle>
      {children}
      <div className={styles.box} data-invalid={error ? true : undefined}>
        <textarea
          id={promptFieldId}
          className={styles.prompt}
          rows={3}
          value={value}
          placeholder={text('brief.placeholder')}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'brief-prompt-error' : undefined}
          onChange={(event) => changeDraft({ prompt: event.target.value })}
        />
        <div className={styles.under}>
          <Button look="quiet" icon="dice" className={styles.inspire} onClick={inspire}>
            {text('brief.idea')}
          </Button>
          <CharCount used={charCount(value)} max={charsMax} />
        </div>
      </div>
      <FieldError id="brief-prompt-error">{error}</FieldError>
    </div>
  );
}
