import type { Track } from '@impresario/protocol';
import { knownTrack } from '../api/track-cache.ts';
import { trackName } from '../app/announcer.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './track-lineage.module.css';

const cameBy: Readonly<Record<Track['operation'], string>> = {
  generate: 'Made from',
  extend: 'Extended from',
  cover: 'A cover of',
  'add-vocals': 'Vocals over',
  'add-instrumental': 'Instruments over',
  'replace-section': 'Mended from',
};

/** Which track this one came from, with the way to it. */
export function TrackLineage({ track }: { track: Track }) {
  const sourceId = track.claimedFrom ?? track.sourceTrackId;
  if (!sourceId) return null;
  const source = knownTrack(sourceId);
  return (
    <p className={styles.lineage}>
      <Icon name="branch" size={15} />
      <span>
        {track.claimedFrom ? 'The late result of' : cameBy[track.operation]}{' '}
        {source ? (
          <a
            href={`#track-${sourceId}`}
            onClick={(event) => {
              const card = document.getElementById(`track-${sourceId}`);
              event.preventDefault();
              card?.scrollIntoView({ block: 'center' });
              card?.focus({ preventScroll: true });
            }}
          >
            {trackName(source)}
          </a>
        ) : (
          'an older track'
        )}
      </span>
    </p>
  );
}
