import { Link } from '@tanstack/react-router';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { FoldedSection } from './folded-section.tsx';
import styles from './row-list.module.css';
import { useStuckTracks } from './use-admin.ts';

/** Tracks that nothing will move any more, with whose they are. */
export function StuckList({ count, isOpen, onToggle }: { count: number } & OpenState) {
  const text = useText();
  const now = useNow(30_000);
  const { data, error } = useStuckTracks(isOpen && count > 0);
  return (
    <FoldedSection id="stuck" title={text('admin.stuck')} count={count} isOpen={isOpen} onToggle={onToggle}>
      {count === 0 && <p className={styles.note}>{text('admin.stuck.none')}</p>}
      {count > 0 && !data && (
        <p className={styles.note}>
          {error ? text('admin.unread', { why: explain(error) }) : text('admin.reading')}
        </p>
      )}
      <ul>
        {data?.data.map((track) => (
          <li key={track.id} className={styles.row}>
            <p className={styles.title}>
              {track.provider}, {text(`admin.track.${track.status}`)}
            </p>
            <p className={styles.facts}>
              <code>{track.id}</code>
              <span>{text('admin.stuck.row', { when: timeAgo(track.deadlineAt, now) })}</span>
              <Link to="/admin/users/$userId" params={{ userId: track.userId }}>
                {text('admin.orphan.of', { user: track.userId })}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </FoldedSection>
  );
}

interface OpenState {
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}
