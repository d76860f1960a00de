import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { engine, explain } from '../api/engine.ts';
import { hideTrack, isUnderWay } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { forgetTrack } from '../player/player.ts';
import { DownloadLink, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { downloadUrl } from './download-url.ts';
import styles from './track-actions.module.css';

/** What can be done with a track that has come to its end. */
export function TrackActions({ track }: { track: Track }) {
  const text = useText();
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
    onSuccess: () => announce(text('tracks.said.deleted', { name })),
    onError: (error, _nothing, putBack) => {
      putBack?.();
      announce(text('tracks.said.notDeleted', { name, reason: explain(error) }));
    },
  });
  if (isUnderWay(track)) return null;
  return (
    <div className={styles.actions} data-status={track.status}>
      {track.status === 'completed' && (
        <IconButton icon="edit" label={text('tracks.again')} onClick={() => draftFromTrack(track)} />
      )}
      {cover && (
        <DownloadLink icon="image" label={text('tracks.downloadCover')} href={downloadUrl(cover.url)} />
      )}
      <IconButton icon="bin" label={text('tracks.delete')} onClick={() => setAsking(true)} />
      {isAsking && (
        <ConfirmDialog
          title={text('tracks.delete.title')}
          text={text('tracks.delete.text', { name })}
          action={text('tracks.delete')}
          onConfirm={() => removing.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
