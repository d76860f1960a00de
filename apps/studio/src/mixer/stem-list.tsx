import type { Asset } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { pause, play, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import { downloadUrl } from '../tracks/download-url.ts';
import { DownloadLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { fileSize } from '../words/amounts.ts';
import { stemLabel } from '../words/stem-label.ts';
import styles from './stem-list.module.css';

/** The stems of a version, each to be heard by itself and to be saved. */
export function StemList({ item }: { item: Playable }) {
  const text = useText();
  return (
    <ul className={styles.stems} aria-label={text('tracks.stems', { number: item.version.variantIndex + 1 })}>
      {item.version.stems.map(({ name, audio }) => (
        <Stem key={name} item={{ ...item, stem: name }} name={name} audio={audio} />
      ))}
    </ul>
  );
}

function Stem({ item, name, audio }: { item: Playable; name: string; audio: Asset }) {
  const text = useText();
  const stem = stemLabel(name);
  const isPlaying = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  return (
    <li className={styles.stem} data-playing={isPlaying || undefined}>
      <button
        type="button"
        className={styles.play}
        aria-label={text(isPlaying ? 'tracks.stem.pause' : 'tracks.stem.play', { stem })}
        onClick={() => (isPlaying ? pause() : play(item))}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={15} />
      </button>
      <span className={styles.name}>{stem}</span>
      <DownloadLink
        icon="download"
        label={text('tracks.stem.download', { stem, size: fileSize(audio.bytes) })}
        href={downloadUrl(audio.url)}
      />
    </li>
  );
}
