import { bringTrackIntoView } from '../tracks/bring-track-into-view.ts';
import { TrackList } from '../tracks/track-list.tsx';
import { BriefForm } from './brief-form.tsx';
import styles from './create-page.module.css';

/** The stage: the brief on one side, what came of it on the other. */
export function CreatePage() {
  return (
    <div className={styles.page}>
      <div className={styles.brief}>
        <BriefForm onAccepted={({ id }) => bringTrackIntoView(id)} />
      </div>
      <div className={styles.tracks}>
        <TrackList />
      </div>
    </div>
  );
}
