import type { Track } from '@impresario/protocol';
import { isUnderWay, useImpresario } from '@impresario/react';
import { draftFromTrack } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { DownloadLink, IconButton } from '../ui/button.tsx';
import { downloadUrl } from './download-url.ts';
import { removeSoon } from './removal.ts';
import styles from './track-actions.module.css';

/** What can be done with a track that has come to its end. */
export function TrackActions({ track }: { track: Track }) {
  const text = useText();
  const link = useImpresario();
  const cover = track.versions.find(({ isPrimary }) => isPrimary)?.cover ?? track.versions[0]?.cover;
  const remove = () => {
    document.getElementById('tracks-heading')?.focus({ preventScroll: true });
    removeSoon(link, [track]);
  };
  // Where the buttons have a row of their own, it is kept for them.
  if (isUnderWay(track)) return <div className={styles.actions} data-status={track.status} />;
  return (
    <div className={styles.actions} data-status={track.status}>
      {track.status === 'completed' && (
        <IconButton icon="edit" label={text('tracks.again')} onClick={() => draftFromTrack(track)} />
      )}
      {cover && (
        <DownloadLink icon="image" label={text('tracks.downloadCover')} href={downloadUrl(cover.url)} />
      )}
      <IconButton icon="bin" label={text('tracks.delete')} onClick={remove} />
    </div>
  );
}
