import type { Track } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { isSameSound, usePlayer, type Playable } from '../player/player.ts';
import { playBeside } from '../player/play-beside.ts';
import { playablesOf } from './playables.ts';
import styles from './item-versions.module.css';

/** The versions as numbers to press: the next one takes over where the one before was, so that they can be compared. */
export function ItemVersions({ track, isReachable }: { track: Track; isReachable: boolean }) {
  const text = useText();
  const items = playablesOf(track);
  if (items.length < 2) return null;
  return (
    <span className={styles.versions} role="group" aria-label={text('library.versions')}>
      {items.map((item) => (
        <VersionButton key={item.version.id} item={item} isReachable={isReachable} />
      ))}
    </span>
  );
}

function VersionButton({ item, isReachable }: { item: Playable; isReachable: boolean }) {
  const text = useText();
  const number = item.version.variantIndex + 1;
  const isHeard = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  return (
    <button
      type="button"
      className={styles.version}
      tabIndex={isReachable ? 0 : -1}
      aria-pressed={isHeard}
      aria-label={text('library.playVersion', { number })}
      title={text('library.playVersion', { number })}
      onClick={() => playBeside(item)}
    >
      {number}
    </button>
  );
}
