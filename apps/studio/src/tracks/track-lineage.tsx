import type { Track } from '@impresario/protocol';
import { knownTrack } from '../api/track-cache.ts';
import { trackName } from '../app/announcer.ts';
import { RichText, say } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './track-lineage.module.css';

/** Which track this one came from, with the way to it. */
export function TrackLineage({ track }: { track: Track }) {
  const sourceId = track.claimedFrom ?? track.sourceTrackId;
  if (!sourceId) return null;
  const source = knownTrack(sourceId);
  return (
    <p className={styles.lineage}>
      <Icon name="branch" size={15} />
      <span>
        <RichText
          of={track.claimedFrom ? 'tracks.from.late' : `tracks.from.${track.operation}`}
          tags={{ source: () => (source ? <SourceLink source={source} /> : say('tracks.from.older')) }}
        />
      </span>
    </p>
  );
}

function SourceLink({ source }: { source: Track }) {
  return (
    <a
      href={`#track-${source.id}`}
      onClick={(event) => {
        const card = document.getElementById(`track-${source.id}`);
        event.preventDefault();
        card?.scrollIntoView({ block: 'center' });
        card?.focus({ preventScroll: true });
      }}
    >
      {trackName(source)}
    </a>
  );
}
