import { Link } from '@tanstack/react-router';
import { trackName } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { useParent } from '../tracks/use-parent.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './made-from-chip.module.css';

/** Says that only what was made from this track is listed, leads to it, and is taken away. */
export function MadeFromChip({ trackId, onRemove }: { trackId: string; onRemove: () => void }) {
  const text = useText();
  const source = useParent(trackId);
  // While it is read its place is kept, so that nothing moves when its name is there.
  const words = source
    ? text('library.from', { name: trackName(source) })
    : text(source === null ? 'library.from.gone' : 'library.from.coming');
  return (
    <span className={styles.chip}>
      <Icon name="branch" size={16} />
      {source ? (
        <Link to="/tracks/$trackId" params={{ trackId }} className={styles.words} title={words}>
          {words}
        </Link>
      ) : (
        <span className={styles.words}>{words}</span>
      )}
      <IconButton
        icon="close"
        label={text('library.from.remove')}
        onClick={(event) => {
          // The button goes with the chip; what is typed next belongs to the filters still.
          event.currentTarget.closest('[data-filters]')?.querySelector('select')?.focus();
          onRemove();
        }}
      />
    </span>
  );
}
