import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { useImpresario } from '@impresario/react';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { stageWords } from '../words/stage-words.ts';
import { timeLeft } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { CancelQuestion, lostByCancel } from './cancel-question.tsx';
import { expectedVersions } from './expected-versions.ts';
import styles from './track-progress.module.css';

interface TrackProgressProps {
  readonly track: Track;
  /** Versions that are there already: room is kept for the others. No room at all without it. */
  readonly readyCount?: number;
}

/** What is being done for a track now, how far it is, and the way out. */
export function TrackProgress({ track, readyCount }: TrackProgressProps) {
  const text = useText();
  const link = useImpresario();
  const now = useNow(1_000);
  const cancelling = useMutation({ mutationFn: () => link.cancel(track.id) });
  const [isAsking, setAsking] = useState(false);
  const words = stageWords(track);
  const percent = track.progress === null ? null : Math.round(track.progress * 100);
  const after = track.status === 'processing' ? timeLeft(track.estimatedCompletionAt, now) : null;
  const emptyRows = readyCount === undefined ? 0 : Math.max(1, expectedVersions(track.id) - readyCount) - 1;
  return (
    <>
      {Array.from({ length: emptyRows }, (_, index) => (
        <div key={index} className={styles.ghost} aria-hidden="true" />
      ))}
      <div className={styles.progress}>
        <div
          className={styles.bar}
          role="progressbar"
          aria-label={text('tracks.progress')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent ?? undefined}
          aria-valuetext={percent === null ? words : text('tracks.progress.at', { stage: words, percent })}
          data-unknown={percent === null || undefined}
        >
          <span style={{ scale: `${(percent ?? 0) / 100} 1` }} />
        </div>
        <div className={styles.row}>
          <p className={styles.words}>
            <strong>{words}</strong>
            {percent !== null && percent > 0 && (
              <span className={styles.percent}>{text('tracks.percent', { percent })}</span>
            )}
            {after && <span className={styles.after}>{after}</span>}
          </p>
          <Button
            look="quiet"
            className={styles.cancel}
            disabled={cancelling.isPending}
            onClick={() => {
              if (lostByCancel(track) > 0) setAsking(true);
              else cancelling.mutate();
            }}
          >
            {text('tracks.cancel')}
          </Button>
        </div>
        {isAsking && (
          <CancelQuestion
            track={track}
            onConfirm={() => cancelling.mutate()}
            onClose={() => setAsking(false)}
          />
        )}
        {cancelling.error && (
          <p role="alert" className={styles.error}>
            {explain(cancelling.error)}
          </p>
        )}
      </div>
    </>
  );
}
