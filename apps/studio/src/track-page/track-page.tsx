import { useParams } from '@tanstack/react-router';
import { knownTrack } from '../api/track-cache.ts';
import { trackName } from '../app/announcer.ts';
import { Page } from '../app/page.tsx';
import { useText } from '../i18n/index.ts';

export function TrackPage() {
  const text = useText();
  const { trackId } = useParams({ from: '/tracks/$trackId' });
  const track = knownTrack(trackId);
  return <Page title={track ? trackName(track) : text('shell.nav.library')} />;
}
