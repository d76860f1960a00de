import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/button.tsx';
import { searchCharsMax } from './library-search.ts';
import styles from './search-field.module.css';

export const searchFieldId = 'library-search';
const pauseMs = 250;

interface SearchFieldProps {
  /** What is looked for now. */
  readonly value: string;
  readonly isBusy: boolean;
  /** After a short pause in typing, and at once with Enter. */
  readonly onSearch: (words: string) => void;
}

export function SearchField({ value, isBusy, onSearch }: SearchFieldProps) {
  const text = useText();
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back, or a filter that was taken away, changes it from outside.
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    clearTimeout(timer.current);
    setTyped(value);
  }, [value]);

  const tell = (words: string) => {
    clearTimeout(timer.current);
    if (words.trim() === told.current.trim()) return;
    told.current = words.trim() ? words : '';
    onSearch(told.current);
  };
  const change = (words: string) => {
    setTyped(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(words), pauseMs);
  };
  const clear = () => {
    setTyped('');
    tell('');
    document.getElementById(searchFieldId)?.focus();
  };
  return (
    <div className={styles.field} data-busy={isBusy || undefined} role="search">
      <Icon name="search" size={18} />
      <input
        id={searchFieldId}
        className={styles.input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={searchCharsMax}
        value={typed}
        aria-label={text('library.search')}
        placeholder={text('library.search.hint')}
        aria-keyshortcuts="/"
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell(typed);
          if (event.key !== 'Escape') return;
          if (typed) clear();
          else event.currentTarget.blur();
        }}
      />
      {typed ? (
        <IconButton icon="close" label={text('library.search.clear')} onClick={clear} />
      ) : (
        <kbd className={styles.key} aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  );
}
