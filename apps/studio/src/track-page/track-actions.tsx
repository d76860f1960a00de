import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { engine, explain } from '../api/engine.ts';
import { hideTrack, isUnderWay } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { forgetTrack } from '../player/player.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import styles from './track-actions.module.css';

/** What is done with a track as a whole, once it has come to its end. */
export function TrackActions({ track }: { track: Track }) {
  const text = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const name = trackName(track);
  const removing = useMutation({
    mutationFn: () => engine.tracks.remove(track.id),
    onSuccess: () => {
      forgetTrack(track.id);
      hideTrack(client, track.id);
      announce(text('tracks.said.deleted', { name }));
      void navigate({ to: '/library' });
    },
  });
  if (isUnderWay(track)) return null;
  return (
    <>
      {/* What failed is told of below, where its brief can be taken up as well. */}
      {track.status === 'completed' && (
        <Button
          icon="edit"
          onClick={() => {
            draftFromTrack(track);
            void navigate({ to: '/' });
          }}
        >
          {text('tracks.again')}
        </Button>
      )}
      <IconButton
        icon="bin"
        label={text('tracks.delete')}
        aria-disabled={removing.isPending || undefined}
        onClick={() => setAsking(true)}
      />
      {removing.error && (
        <p role="alert" className={styles.problem}>
          {text('track.delete.failed', { why: explain(removing.error) })}
        </p>
      )}
      {isAsking && (
        <ConfirmDialog
          title={text('tracks.delete.title')}
          text={text('tracks.delete.text', { name })}
          action={text('tracks.delete')}
          onConfirm={() => removing.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
