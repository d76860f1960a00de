import type { Track } from '@impresario/protocol';
import { useLive } from '../api/use-live.ts';
import { BriefForm } from '../brief/brief-form.tsx';
import { useMediaSession } from '../player/media-session.ts';
import { PlayerDock } from '../player/player-dock.tsx';
import { usePlayer } from '../player/player.ts';
import { usePlayerKeys } from '../player/player-keys.ts';
import { TrackList } from '../tracks/track-list.tsx';
import styles from './studio.module.css';

/** The page for someone who is let in: the brief on one side, what came of it on the other. */
export function Studio() {
  useLive();
  usePlayerKeys();
  useMediaSession();
  const hasDock = usePlayer(({ current }) => current !== null);
  return (
    <>
      <main className={styles.studio} data-dock={hasDock || undefined}>
        <div className={styles.brief}>
          <BriefForm onAccepted={bringIntoView} />
        </div>
        <div className={styles.tracks}>
          <TrackList />
        </div>
      </main>
      <PlayerDock />
    </>
  );
}

/** On a narrow page the new card is below the form; it comes into view where it is not yet. */
function bringIntoView(track: Track): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(`track-${track.id}`);
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    card?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'instant' : 'smooth' });
  });
}
