import { memo } from 'react';
import { Link } from '@tanstack/react-router';
import type { Provider, Track } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { isPlayable, usePlayer } from '../player/player.ts';
import { useNow } from '../words/use-now.ts';
import { timeAgo } from '../words/time.ts';
import { CameFrom } from './came-from.tsx';
import { TrackActions } from './track-actions.tsx';
import { TrackFailure } from './track-failure.tsx';
import { TrackProgress } from './track-progress.tsx';
import { TrackStage } from './track-stage.tsx';
import { TrackWarnings } from './track-warnings.tsx';
import { VersionBlock } from './version-block.tsx';
import styles from './track-card.module.css';

interface TrackCardProps {
  readonly track: Track;
  /** Labels of the provider's styles, by id. */
  readonly styleLabels: ReadonlyMap<string, string>;
  /** Who made it; null when that provider is not known here. */
  readonly provider: Provider | null;
}

/** One track, whatever has become of it so far. */
export const TrackCard = memo(function TrackCard({ track, styleLabels, provider }: TrackCardProps) {
  const now = useNow(30_000);
  const name = trackName(track);
  const isOver = track.status === 'failed' || track.status === 'cancelled';
  // What failed gets no title any more: its whole prompt stands there instead.
  const heading = isOver && !track.title?.trim() ? track.prompt.trim() : name;
  const isUnderWay = track.status === 'pending' || track.status === 'processing';
  const playable = track.versions.filter((version) => isPlayable(version, isUnderWay));
  const isPlaying = usePlayer(({ current }) => current?.track.id === track.id);
  return (
    <article
      id={`track-${track.id}`}
      className={styles.card}
      aria-label={name}
      data-status={track.status}
      data-current={isPlaying || undefined}
      tabIndex={-1}
    >
      <TrackStage track={track} />
      <div className={styles.head}>
        <h3 className={styles.title}>
          <Link to="/tracks/$trackId" params={{ trackId: track.id }}>
            {heading}
          </Link>
        </h3>
        {(heading !== track.prompt.trim() || isUnderWay) && (
          // Its room is kept while the prompt is the heading, for the title that will take that place.
          <p className={styles.prompt} data-kept={heading === track.prompt.trim() || undefined}>
            {track.prompt}
          </p>
        )}
        <p className={styles.facts}>
          <span>
            {track.styleTags.map((tag) => (
              <span key={tag}>{styleLabels.get(tag) ?? tag}</span>
            ))}
            <time dateTime={track.createdAt}>{timeAgo(track.createdAt, now)}</time>
          </span>
        </p>
        <CameFrom track={track} />
      </div>
      <TrackActions track={track} />
      <div className={styles.body}>
        {playable.map((version) => (
          <VersionBlock key={version.id} item={{ track, version }} provider={provider} />
        ))}
        {isUnderWay && <TrackProgress track={track} readyCount={playable.length} />}
        {isOver && <TrackFailure track={track} />}
        <TrackWarnings warnings={track.warnings} />
      </div>
    </article>
  );
});
