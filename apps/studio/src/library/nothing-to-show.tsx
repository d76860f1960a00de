import { Link } from '@tanstack/react-router';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { StagePicture } from '../ui/stage-picture.tsx';
import buttonStyles from '../ui/button.module.css';
import type { LibrarySearch } from './library-search.ts';
import styles from './nothing-to-show.module.css';

/** Before the first track. */
export function NothingYet() {
  const text = useText();
  return (
    <div className={styles.place}>
      <StagePicture isOpen />
      <p className={styles.title}>{text('library.empty.title')}</p>
      <p className={styles.text}>{text('library.empty.text')}</p>
      <Link to="/" className={[buttonStyles.button, buttonStyles.primary].join(' ')}>
        {text('library.empty.create')}
      </Link>
    </div>
  );
}

/** There are tracks, but none like that. */
export function NoMatch({ search, onClear }: { search: LibrarySearch; onClear: () => void }) {
  const text = useText();
  return (
    <div className={styles.place}>
      <StagePicture isOpen={false} />
      <p className={styles.title}>
        {search.q ? text('library.noMatch.title', { words: search.q }) : text('library.noMatch.filtered')}
      </p>
      <p className={styles.text}>{text(search.q ? 'library.noMatch.text' : 'library.noMatch.narrow')}</p>
      <Button onClick={onClear}>{text('library.noMatch.clear')}</Button>
    </div>
  );
}

/** The list could not be read, and nothing of it is known. */
export function NotRead({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const text = useText();
  return (
    <div className={styles.place} role="alert">
      <StagePicture isOpen={false} />
      <p className={styles.title}>{text('library.notRead.title')}</p>
      <p className={styles.text}>
        {explain(error)} {text('library.notRead.text')}
      </p>
      <Button icon="retry" onClick={onRetry}>
        {text('ui.retry')}
      </Button>
    </div>
  );
}
