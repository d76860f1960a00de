import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { engine, explain } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';
import { showTrack } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack } from '../brief/draft.ts';
import { newKey } from '../brief/intent.ts';
import { Button } from '../ui/button.tsx';
import { refundWords } from '../words/refund.ts';
import { bringTrackIntoView } from './bring-track-into-view.ts';
import { expectedVersions, expectVersions } from './expected-versions.ts';
import styles from './track-failure.module.css';

/** After these the provider may have made the song all the same. */
const lateResultCodes = new Set<string>(['PROCESSING_TIMEOUT', 'OUTCOME_UNKNOWN']);

/** Why there is no song, whether the credits came back, and what can be done. */
export function TrackFailure({ track }: { track: Track }) {
  const client = useQueryClient();
  // One key for this card's retry: pressing it again after a lost answer gives the same new track.
  const key = useRef(newKey());
  const retrying = useMutation({
    mutationFn: () => engine.tracks.retry(track.id, {}, { idempotencyKey: key.current }),
    onSuccess: (next) => {
      key.current = newKey();
      expectVersions(next.id, expectedVersions(track.id));
      showTrack(client, next);
      announce(`${trackName(next)} is on its way again.`);
      void client.invalidateQueries({ queryKey: keys.credits });
    },
  });
  const claiming = useMutation({
    mutationFn: () => engine.operations.claim(track.id),
    onSuccess: (found) => {
      showTrack(client, found);
      announce(`${trackName(found)} was found after all.`);
      void client.invalidateQueries({ queryKey: keys.credits });
      bringTrackIntoView(found.id);
    },
  });
  const canClaim = lateResultCodes.has(track.error?.code ?? '');
  const problem = retrying.error ?? claiming.error;
  const isCancelled = track.status === 'cancelled';
  return (
    <div className={styles.failure}>
      <p className={styles.words}>
        <strong>{isCancelled ? 'Cancelled.' : 'This one did not come off.'}</strong>{' '}
        {!isCancelled && track.error?.message} <span className={styles.refund}>{refundWords(track)}</span>
      </p>
      <div className={styles.actions}>
        {canClaim && (
          <Button
            icon="search"
            disabled={claiming.isPending}
            title="Asks the provider whether the song came after all; it is charged if it did"
            onClick={() => {
              retrying.reset();
              claiming.mutate();
            }}
          >
            {claiming.isPending ? 'Looking…' : 'Look again'}
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
          Retry
        </Button>
        <Button look="quiet" icon="edit" onClick={() => draftFromTrack(track)}>
          Edit the brief
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
