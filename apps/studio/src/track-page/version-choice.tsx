import type { KeyboardEvent } from 'react';
import type { OperationResource, Provider, Track, Version } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { pause, play, readPlayer, switchTo, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import { Waveform } from '../tracks/waveform.tsx';
import { Icon } from '../ui/icon.tsx';
import { clockTime } from '../words/time.ts';
import { VersionMenus } from './version-menus.tsx';
import styles from './version-choice.module.css';

interface VersionChoiceProps {
  readonly track: Track;
  readonly versions: readonly Version[];
  readonly chosen: Version;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
  readonly onChoose: (version: Version) => void;
  readonly onMade: (made: Track | OperationResource) => void;
}

/** The versions side by side, to compare: going over to another keeps the place in the music. */
export function VersionChoice({ track, versions, chosen, provider, onChoose, onMade }: VersionChoiceProps) {
  const text = useText();
  // Only while the focus is here, so that the digits mean nothing elsewhere.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const wanted = versions.find(({ variantIndex }) => String(variantIndex + 1) === event.key);
    if (!wanted) return;
    event.preventDefault();
    onChoose(wanted);
  };
  return (
    <section className={styles.choice} aria-label={text('track.versions')} onKeyDown={onKeyDown}>
      <ul className={styles.list}>
        {versions.map((version) => (
          <li key={version.id}>
            <VersionCard
              item={{ track, version }}
              isChosen={version.id === chosen.id}
              provider={provider}
              onChoose={() => onChoose(version)}
              onMade={onMade}
            />
          </li>
        ))}
      </ul>
      {versions.length > 1 && <p className={styles.hint}>{text('track.versions.hint')}</p>}
    </section>
  );
}

interface VersionCardProps {
  readonly item: Playable;
  readonly isChosen: boolean;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
  readonly onChoose: () => void;
  readonly onMade: (made: Track | OperationResource) => void;
}

function VersionCard({ item, isChosen, provider, onChoose, onMade }: VersionCardProps) {
  const text = useText();
  const { track, version } = item;
  const number = version.variantIndex + 1;
  const isPlaying = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  const onPlay = () => {
    if (isPlaying) return pause();
    if (readPlayer().current?.track.id === track.id) switchTo(item);
    play(item);
  };
  return (
    <div className={styles.card} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={styles.play}
        aria-label={text(isPlaying ? 'tracks.pause' : 'tracks.play', { number })}
        onClick={onPlay}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={18} />
      </button>
      <button type="button" className={styles.name} aria-pressed={isChosen} onClick={onChoose}>
        <strong>{text('track.version.name', { number })}</strong>
        <span>
          {version.audio ? clockTime(version.durationSeconds ?? 0) : text('tracks.preview')}
          {version.title && version.title !== track.title && ` · ${version.title}`}
        </span>
      </button>
      <VersionMenus item={item} provider={provider} onMade={onMade} />
      <div className={styles.wave}>
        <Waveform item={item} label={text('tracks.seek', { number })} />
      </div>
    </div>
  );
}
