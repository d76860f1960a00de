import type { Asset } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { isSameSound, pause, play, usePlayer, type Playable } from '../player/player.ts';
import { DownloadLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { fileSize } from '../words/amounts.ts';
import { stemLabel } from '../words/stem-label.ts';
import { downloadUrl } from './download-url.ts';
import styles from './version-files.module.css';

/** More of them are folded away: a card is to be read at a glance, and the track's page has them all. */
const openStemsMax = 3;

/** What else there is of a version: its WAV, its video, its stems, each to play and to save. */
export function VersionFiles({ item }: { item: Playable }) {
  const { wav, video, stems, variantIndex } = item.version;
  const number = variantIndex + 1;
  if (!wav && !video && stems.length === 0) return null;
  return (
    <div className={styles.files}>
      {(wav || video) && (
        <p className={styles.links}>
          {wav && <FileLink label={say('tracks.wav')} number={number} asset={wav} />}
          {video && <FileLink label={say('tracks.video')} number={number} asset={video} />}
        </p>
      )}
      {stems.length > openStemsMax ? (
        <details className={styles.fold}>
          <summary>{say('tracks.stems.count', { count: stems.length })}</summary>
          <Stems item={item} />
        </details>
      ) : (
        stems.length > 0 && <Stems item={item} />
      )}
    </div>
  );
}

function Stems({ item }: { item: Playable }) {
  const { stems, variantIndex } = item.version;
  return (
    <ul className={styles.stems} aria-label={say('tracks.stems', { number: variantIndex + 1 })}>
      {stems.map(({ name, audio }) => (
        <Stem key={name} item={{ ...item, stem: name }} label={stemLabel(name)} audio={audio} />
      ))}
    </ul>
  );
}

function FileLink({ label, number, asset }: { label: string; number: number; asset: Asset }) {
  return (
    <a
      className={styles.link}
      href={downloadUrl(asset.url)}
      download
      aria-label={say('tracks.downloadFile', { file: label, size: fileSize(asset.bytes), number })}
    >
      <Icon name="download" size={16} />
      {label} <span>{fileSize(asset.bytes)}</span>
    </a>
  );
}

function Stem({ item, label, audio }: { item: Playable; label: string; audio: Asset }) {
  const isPlaying = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  return (
    <li className={styles.stem} data-playing={isPlaying || undefined}>
      <button
        type="button"
        className={styles.play}
        aria-label={say(isPlaying ? 'tracks.stem.pause' : 'tracks.stem.play', { stem: label })}
        onClick={() => (isPlaying ? pause() : play(item))}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={15} />
      </button>
      <span className={styles.name}>{label}</span>
      <DownloadLink
        icon="download"
        label={say('tracks.stem.download', { stem: label, size: fileSize(audio.bytes) })}
        href={downloadUrl(audio.url)}
      />
    </li>
  );
}
