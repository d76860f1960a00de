import { useRef } from 'react';
import { say } from '../i18n/index.ts';
import { CharCount } from '../ui/char-count.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { changeDraft } from './draft.ts';
import { withSection } from './lyrics-section.ts';
import { charCount } from './validate.ts';
import styles from './lyrics-field.module.css';

interface LyricsFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly note: string | null;
  readonly charsMax: number;
}

const sections = ['Verse', 'Chorus', 'Bridge'];

export function LyricsField({ value, error, note, charsMax }: LyricsFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (section: string) => {
    const at = field.current?.selectionStart ?? value.length;
    const { text, caret } = withSection(value, at, section);
    changeDraft({ lyrics: text });
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  return (
    <div>
      <div className={styles.sections} role="group" aria-label={say('brief.lyrics.insert')}>
        {sections.map((section) => (
          <button key={section} type="button" className={styles.section} onClick={() => insert(section)}>
            [{section}]
          </button>
        ))}
        <CharCount used={charCount(value)} max={charsMax} />
      </div>
      <textarea
        ref={field}
        id="brief-lyrics"
        className={styles.lyrics}
        rows={6}
        value={value}
        aria-label={say('brief.lyrics')}
        placeholder={say('brief.lyrics.placeholder')}
        aria-invalid={error ? true : undefined}
        aria-describedby={
          [error && 'brief-lyrics-error', note && 'brief-lyrics-note'].filter(Boolean).join(' ') || undefined
        }
        onChange={(event) => changeDraft({ lyrics: event.target.value })}
      />
      <FieldError id="brief-lyrics-error">{error}</FieldError>
      {note && (
        <p id="brief-lyrics-note" className={styles.note}>
          {note}
        </p>
      )}
    </div>
  );
}
