import type { Track } from '@impresario/protocol';
import { useOrder } from '@impresario/react';
import { engine, explain } from '../api/engine.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { failureReason } from '../words/failure-reason.ts';
import { refundWords } from '../words/refund.ts';
import { bringTrackIntoView } from './bring-track-into-view.ts';
import { expectedVersions, expectVersions } from './expected-versions.ts';
import styles from './track-failure.module.css';

/** After these the provider may have made the song all the same. */
const lateResultCodes = new Set<string>(['PROCESSING_TIMEOUT', 'OUTCOME_UNKNOWN']);

interface TrackFailureProps {
  readonly track: Track;
  /** Hears of the track that a retry or a claim has made. */
  readonly onMade?: (made: Track) => void;
  /** Called once its brief stands in the form. */
  readonly onBrief?: () => void;
}

/** Why there is no song, whether the credits came back, and what can be done. */
export function TrackFailure({ track, onMade, onBrief }: TrackFailureProps) {
  const text = useText();
  const retrying = useOrder(
    (_: void, options) => engine.tracks.retry(track.id, {}, options),
    (next) => {
      expectVersions(next.id, expectedVersions(track.id));
      announce(text('tracks.said.again', { name: trackName(next) }));
      onMade?.(next);
    },
  );
  const claiming = useOrder(
    (_: void) => engine.operations.claim(track.id),
    (found) => {
      announce(text('tracks.said.found', { name: trackName(found) }));
      bringTrackIntoView(found.id);
      onMade?.(found);
    },
  );
  const canClaim = lateResultCodes.has(track.error?.code ?? '');
  const problem = retrying.error ?? claiming.error;
  const isCancelled = track.status === 'cancelled';
  return (
    <div className={styles.failure}>
      <p className={styles.words}>
        <strong>{text(isCancelled ? 'tracks.cancelled' : 'tracks.failed')}</strong>{' '}
        {!isCancelled && failureReason(track.error)}{' '}
        {/* The words of its error are not shown of a cancelled one, so what they say of the credits is said here. */}
        <span className={styles.refund}>{refundWords(isCancelled ? { ...track, error: null } : track)}</span>
      </p>
      <div className={styles.actions}>
        {canClaim && (
          <Button
            icon="search"
            disabled={claiming.isPending}
            title={text('tracks.claim.tip')}
            onClick={() => {
              retrying.reset();
              claiming.mutate();
            }}
          >
            {text(claiming.isPending ? 'tracks.claim.looking' : 'tracks.claim')}
          </Button>
        )}
        <Button
          icon="retry"
          disabled={retrying.isPending}
          onClick={() => {
            claiming.reset();
            retrying.mutate();
          }}
        >
          {text('tracks.retry')}
        </Button>
        <Button
          look="quiet"
          icon="edit"
          onClick={() => {
            draftFromTrack(track);
            onBrief?.();
          }}
        >
          {text('tracks.editBrief')}
        </Button>
      </div>
      {problem && (
        <p role="alert" className={styles.error}>
          {explain(problem)}
        </p>
      )}
    </div>
  );
}
