import { useState } from 'react';
import type { Track } from '@impresario/protocol';
import { usePlayer } from '../player/player.ts';
import { Cover } from './cover.tsx';
import { Curtain } from './curtain.tsx';
import styles from './track-stage.module.css';

/** The square where the cover stands, and the curtain before it until then. Shows the version that plays. */
export function TrackStage({ track }: { track: Track }) {
  const playingId = usePlayer(({ current }) => (current?.track.id === track.id ? current.version.id : null));
  const [wasWatched] = useState(() => track.status !== 'completed');
  const version =
    track.versions.find(({ id }) => id === playingId) ??
    track.versions.find(({ isPrimary }) => isPrimary) ??
    track.versions[0];
  const isOver = track.status === 'failed' || track.status === 'cancelled';
  const isReady = track.status === 'completed' || (!isOver && Boolean(version?.cover));
  return (
    <div className={styles.stage}>
      {isReady && <Cover asset={version?.cover ?? null} />}
      {(!isReady || wasWatched) && (
        <div className={styles.curtain} data-open={isReady || undefined}>
          <Curtain
            raised={isReady ? 1 : isOver ? 0 : (track.progress ?? 0)}
            mood={isOver ? 'fallen' : track.status === 'pending' ? 'waiting' : 'rehearsing'}
          />
        </div>
      )}
    </div>
  );
}
