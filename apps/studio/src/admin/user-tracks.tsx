import type { UserTrack } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { hasMessage, useText } from '../i18n/index.ts';
import { MoreRows } from '../ui/more-rows.tsx';
import { creditCount } from '../words/amounts.ts';
import { operationName } from '../words/operations.ts';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import styles from './row-list.module.css';
import { useUserTracks } from './use-users.ts';

/** What a user had made, without the texts, which are their own. */
export function UserTracks({ userId }: { userId: string }) {
  const text = useText();
  const now = useNow(30_000);
  const query = useUserTracks(userId);
  const tracks = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (tracks.length === 0) {
    const words = query.error
      ? text('admin.unread', { why: explain(query.error) })
      : text(query.isPending ? 'admin.reading' : 'admin.tracks.none');
    return <p className={styles.note}>{words}</p>;
  }
  return (
    <>
      <ul>
        {tracks.map((track) => (
          <TrackRow key={track.id} track={track} now={now} />
        ))}
      </ul>
      <MoreRows query={query} more={text('admin.audit.more')} end={text('admin.tracks.end')} />
    </>
  );
}

function TrackRow({ track, now }: { track: UserTrack; now: number }) {
  const text = useText();
  const { id, operation, status, isStuck, provider, model, error, createdAt } = track;
  const { creditsCharged, creditsRefunded } = track;
  const codeKey = `admin.code.${error?.code ?? ''}`;
  const why = error && error.code !== 'CANCELLED' && (hasMessage(codeKey) ? text(codeKey) : error.code);
  const charged = creditCount(creditsCharged);
  return (
    <li className={styles.row} data-quiet={status === 'completed' || undefined}>
      <p className={styles.title}>
        {operationName(operation)}: {text(isStuck ? 'admin.track.stuck' : `admin.track.${status}`)}
        {why && <> ({why})</>}
      </p>
      <p className={styles.facts}>
        <time dateTime={createdAt}>{timeAgo(createdAt, now)}</time>
        <span>{[provider, model].filter(Boolean).join(' ')}</span>
        <span>
          {creditsRefunded > 0
            ? text('admin.track.refunded', { charged, refunded: creditCount(creditsRefunded) })
            : text('admin.track.charged', { charged })}
        </span>
        <code>{id}</code>
      </p>
    </li>
  );
}
