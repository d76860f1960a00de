import { useLive } from '../api/use-live.ts';
import { BriefForm } from '../brief/brief-form.tsx';
import { useMediaSession } from '../player/media-session.ts';
import { PlayerDock } from '../player/player-dock.tsx';
import { usePlayer } from '../player/player.ts';
import { usePlayerKeys } from '../player/player-keys.ts';
import { bringTrackIntoView } from '../tracks/bring-track-into-view.ts';
import { TrackList } from '../tracks/track-list.tsx';
import { PersonaToast } from './persona-toast.tsx';
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
          <BriefForm onAccepted={({ id }) => bringTrackIntoView(id)} />
        </div>
        <div className={styles.tracks}>
          <TrackList />
        </div>
      </main>
      <PersonaToast />
      <PlayerDock />
    </>
  );
}
