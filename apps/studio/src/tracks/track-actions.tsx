import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { engine, explain } from '../api/engine.ts';
import { hideTrack, isUnderWay } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack } from '../brief/draft.ts';
import { forgetTrack } from '../player/player.ts';
import { DownloadLink, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { downloadUrl } from './download-url.ts';
import styles from './track-actions.module.css';

/** What can be done with a track that has come to its end. */
export function TrackActions({ track }: { track: Track }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const name = trackName(track);
  const cover = track.versions.find(({ isPrimary }) => isPrimary)?.cover ?? track.versions[0]?.cover;
  const removing = useMutation({
    mutationFn: () => engine.tracks.remove(track.id),
    onMutate: () => {
      forgetTrack(track.id);
      document.getElementById('tracks-heading')?.focus({ preventScroll: true });
      return hideTrack(client, track.id);
    },
    onSuccess: () => announce(`${name} was deleted.`),
    onError: (error, _nothing, putBack) => {
      putBack?.();
      announce(`${name} could not be deleted. ${explain(error)}`);
    },
  });
  if (isUnderWay(track)) return null;
  return (
    <div className={styles.actions} data-status={track.status}>
      {track.status === 'completed' && (
        <IconButton icon="edit" label="Use this brief again" onClick={() => draftFromTrack(track)} />
      )}
      {cover && <DownloadLink icon="image" label="Download the cover" href={downloadUrl(cover.url)} />}
      <IconButton icon="bin" label="Delete" onClick={() => setAsking(true)} />
      {isAsking && (
        <ConfirmDialog
          title="Delete this track?"
          text={`“${name}” and its files go for good.`}
          action="Delete"
          onConfirm={() => removing.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
