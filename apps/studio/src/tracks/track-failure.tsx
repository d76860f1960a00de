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
import { credits } from '../words/amounts.ts';
import { expectedVersions, expectVersions } from './expected-versions.ts';
import styles from './track-failure.module.css';

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
  const isCancelled = track.status === 'cancelled';
  return (
    <div className={styles.failure}>
      <p className={styles.words}>
        <strong>{isCancelled ? 'Cancelled.' : 'This one did not come off.'}</strong>{' '}
        {!isCancelled && track.error?.message} <span className={styles.refund}>{refundWords(track)}</span>
      </p>
      <div className={styles.actions}>
        <Button icon="retry" disabled={retrying.isPending} onClick={() => retrying.mutate()}>
          Retry
        </Button>
        <Button look="quiet" icon="edit" onClick={() => draftFromTrack(track)}>
          Edit the brief
        </Button>
      </div>
      {retrying.error && (
        <p role="alert" className={styles.error}>
          {explain(retrying.error)}
        </p>
      )}
    </div>
  );
}

function refundWords({ creditsCharged, creditsRefunded, error }: Track): string {
  // The engine's message may say it already.
  if (creditsRefunded > 0 && /\b(returned|refunded|came back|back)\b/i.test(error?.message ?? '')) return '';
  if (creditsRefunded > 0) return `${credits(creditsRefunded)} came back to you.`;
  return creditsCharged > 0 ? `${credits(creditsCharged)} was spent.` : 'Nothing was charged.';
}
