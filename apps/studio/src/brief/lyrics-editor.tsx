import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { CharCount } from '../ui/char-count.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { changeDraft } from './draft.ts';
import { LyricsOutline, sectionName } from './lyrics-outline.tsx';
import { canMove, moveSection, sectionAt, sectionsOf, withSection } from './lyrics-sections.ts';
import { charCount } from './validate.ts';
import styles from './lyrics-editor.module.css';

interface LyricsEditorProps {
  readonly id: string;
  readonly value: string;
  readonly error: string | null;
  readonly note: string | null;
  readonly charsMax: number;
  readonly isLarge?: boolean;
  /** At the end of the row of sections. */
  readonly corner?: ReactNode;
}

/** As the providers write them, whatever language the words are in. */
const headings = ['Intro', 'Verse', 'Pre-Chorus', 'Chorus', 'Bridge', 'Outro'];

/** The words of a song and its form: sections are put in by a press, and moved as wholes. */
export function LyricsEditor(props: LyricsEditorProps) {
  const { id, value, error, note, charsMax, isLarge = false, corner } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState({ place: value.length });
  // Before the next key is pressed: what is typed right after a press goes where the press led.
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const used = charCount(value);
  const sections = sectionsOf(value);
  const goTo = (place: number) => {
    wanted.current = place;
    setCaret({ place });
  };
  const insert = (heading: string) => {
    const made = withSection(value, field.current?.selectionStart ?? value.length, heading);
    changeDraft({ lyrics: made.text });
    goTo(made.caret);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const at = sectionAt(sections, event.currentTarget.selectionStart);
    const to = at + (event.key === 'ArrowUp' ? -1 : 1);
    const section = sections[at];
    if (!section || !canMove(sections, at, to)) return;
    event.preventDefault();
    const inside = event.currentTarget.selectionStart - section.start;
    const moved = moveSection(value, at, to);
    changeDraft({ lyrics: moved });
    goTo((sectionsOf(moved)[to]?.start ?? 0) + Math.min(inside, section.text.length));
    announce(
      say('brief.lyrics.moved', { name: sectionName(section), place: to + 1, count: sections.length }),
    );
  };
  return (
    <div className={styles.editor} data-large={isLarge || undefined}>
      <div className={styles.sections}>
        <div className={styles.headings} role="group" aria-label={say('brief.lyrics.insert')}>
          {headings.map((heading) => (
            <button key={heading} type="button" className={styles.heading} onClick={() => insert(heading)}>
              [{heading}]
            </button>
          ))}
        </div>
        {corner}
      </div>
      <div className={styles.sheet}>
        <textarea
          ref={field}
          id={id}
          className={styles.lyrics}
          rows={isLarge ? 18 : 6}
          value={value}
          aria-label={say('brief.lyrics')}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          placeholder={say('brief.lyrics.placeholder')}
          aria-invalid={error ? true : undefined}
          aria-describedby={[error && `${id}-error`, `${id}-note`].filter(Boolean).join(' ')}
          onChange={(event) => changeDraft({ lyrics: event.target.value })}
          onSelect={(event) => setCaret({ place: event.currentTarget.selectionStart })}
          onKeyDown={onKeyDown}
        />
        <p id={`${id}-note`} className={styles.note}>
          <span>{note ?? (sections.length > 1 ? say('brief.lyrics.keys') : '')}</span>
          {used * 2 < charsMax ? (
            used > 0 && <span>{say('brief.lyrics.used', { used, max: charsMax })}</span>
          ) : (
            <CharCount used={used} max={charsMax} />
          )}
        </p>
        <FieldError id={`${id}-error`}>{error}</FieldError>
      </div>
      <LyricsOutline
        lyrics={value}
        current={sectionAt(sections, caret.place)}
        onGoTo={(section) =>
          goTo(section.start + (section.heading === null ? 0 : section.text.indexOf('\n') + 1))
        }
      />
    </div>
  );
}
