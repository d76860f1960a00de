import { Link } from '@tanstack/react-router';
import type { Orphan } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { operationName } from '../words/operations.ts';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { FoldedSection } from './folded-section.tsx';
import styles from './row-list.module.css';
import { useOrphans } from './use-admin.ts';

interface OrphanListProps {
  readonly open: number;
  readonly claimed: number;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

/** Tasks that a provider may have made and billed although their tracks are over; those nobody has first. */
export function OrphanList({ open, claimed, isOpen, onToggle }: OrphanListProps) {
  const text = useText();
  const now = useNow(30_000);
  const { data, error } = useOrphans(isOpen && open + claimed > 0);
  const orphans = (data ?? []).toSorted((one, other) => Number(isTaken(one)) - Number(isTaken(other)));
  return (
    <FoldedSection
      id="orphans"
      title={text('admin.orphans')}
      count={open}
      isOpen={isOpen}
      onToggle={onToggle}
    >
      <p className={styles.note}>{text('admin.orphans.text')}</p>
      {open + claimed === 0 && <p className={styles.note}>{text('admin.orphans.none')}</p>}
      {error && !data && <p className={styles.note}>{text('admin.unread', { why: explain(error) })}</p>}
      <ul>
        {orphans.map((orphan) => (
          <li key={orphan.attemptId} className={styles.row} data-quiet={isTaken(orphan) || undefined}>
            <p className={styles.title}>
              {orphan.provider}, {operationName(orphan.operation)}: {fateOf(orphan, now, text)}
            </p>
            <p className={styles.facts}>
              <time dateTime={orphan.createdAt}>{timeAgo(orphan.createdAt, now)}</time>
              <code>{orphan.taskId ?? orphan.trackId}</code>
              <Link to="/admin/users/$userId" params={{ userId: orphan.userId }}>
                {text('admin.orphan.of', { user: orphan.userId })}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </FoldedSection>
  );
}

function isTaken({ claimedBy }: Orphan): boolean {
  return claimedBy !== null;
}

function fateOf(orphan: Orphan, now: number, text: ReturnType<typeof useText>): string {
  if (isTaken(orphan)) return text('admin.orphan.claimed');
  if (orphan.lateResultAt) return text('admin.orphan.late', { when: timeAgo(orphan.lateResultAt, now) });
  return text(`admin.orphan.${orphan.status}`);
}
