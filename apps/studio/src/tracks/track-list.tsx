import { useEffect, useMemo } from 'react';
import { Link } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { isUnderWay } from '@impresario/react';
import { useProviders, useTracks } from '../api/queries.ts';
import { useText } from '../i18n/index.ts';
import { isPlayable, setQueue } from '../player/player.ts';
import { Button } from '../ui/button.tsx';
import { EmptyStage } from './empty-stage.tsx';
import { SkeletonCards } from './skeleton-cards.tsx';
import { TrackCard } from './track-card.tsx';
import styles from './track-list.module.css';

const none: Track[] = [];

/** All tracks, newest first, page by page. */
export function TrackList() {
  const text = useText();
  const query = useTracks();
  const providers = useProviders();
  const tracks = query.data ?? none;
  const styleLabels = useMemo(
    () =>
      new Map(
        (providers.data ?? []).flatMap(({ styles: known }) => known.map(({ id, label }) => [id, label])),
      ),
    [providers.data],
  );
  useEffect(() => {
    setQueue(
      tracks.flatMap((track) =>
        track.versions
          .filter((version) => isPlayable(version, isUnderWay(track)))
          .map((version) => ({ track, version })),
      ),
    );
  }, [tracks]);

  if (query.isPending) return <SkeletonCards />;
  if (!query.data) return <CouldNotRead error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <section aria-labelledby="tracks-heading">
      <h2
        id="tracks-heading"
        className={tracks.length === 0 ? 'visually-hidden' : styles.heading}
        tabIndex={-1}
      >
        {text('tracks.heading')}
      </h2>
      {tracks.length === 0 ? (
        <EmptyStage styles={providers.data?.find(({ isDefault }) => isDefault)?.styles ?? []} />
      ) : (
        <ul className={styles.list}>
          {tracks.map((track) => (
            <li key={track.id}>
              <TrackCard
                track={track}
                styleLabels={styleLabels}
                provider={providers.data?.find(({ id }) => id === track.provider) ?? null}
              />
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {text(query.isFetchingNextPage ? 'tracks.fetching' : 'tracks.older')}
          </Button>
          <Link to="/library">{text('tracks.library')}</Link>
        </div>
      )}
    </section>
  );
}

function CouldNotRead({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const text = useText();
  return (
    <section className={styles.unread} aria-label={text('tracks.heading')}>
      <p>
        {text('tracks.unread')} {error && explain(error)}
      </p>
      <Button icon="retry" onClick={onRetry}>
        {text('ui.retry')}
      </Button>
    </section>
  );
}
