import type { Track } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { Curtain } from '../tracks/curtain.tsx';
import { TrackProgress } from '../tracks/track-progress.tsx';
import styles from './waiting-stage.module.css';

interface WaitingStageProps {
  readonly track: Track;
  /** Versions that can be heard already. */
  readonly readyCount: number;
}

/** The wait: the house curtain, which rises with the work, and what is being done behind it. */
export function WaitingStage({ track, readyCount }: WaitingStageProps) {
  const text = useText();
  return (
    <section className={styles.stage} aria-label={text('track.waiting')}>
      <div className={styles.house}>
        <Curtain
          raised={track.progress ?? 0}
          mood={track.status === 'pending' ? 'waiting' : 'rehearsing'}
          folds={29}
        />
      </div>
      <div className={styles.words}>
        <TrackProgress track={track} />
        <p className={styles.leave}>{text(readyCount > 0 ? 'track.waiting.early' : 'track.waiting.leave')}</p>
      </div>
    </section>
  );
}
