import { useNavigate } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { isUnderWay, useImpresario } from '@impresario/react';
import { draftFromTrack } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { removeSoon } from '../tracks/removal.ts';
import { Button, IconButton } from '../ui/button.tsx';

/** What is done with a track as a whole, once it has come to its end. Its page is left with it. */
export function TrackActions({ track }: { track: Track }) {
  const text = useText();
  const link = useImpresario();
  const navigate = useNavigate();
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
        onClick={() => {
          void navigate({ to: '/library' });
          removeSoon(link, [track]);
        }}
      />
    </>
  );
}
