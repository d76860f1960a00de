import { DownloadLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { pause, play, usePlayer, type Playable } from '../player/player.ts';
import { fileSize } from '../words/amounts.ts';
import { clockTime } from '../words/time.ts';
import { downloadUrl } from './download-url.ts';
import { Waveform } from './waveform.tsx';
import styles from './version-row.module.css';

/** One version: play, its shape, its length, its file. */
export function VersionRow({ item }: { item: Playable }) {
  const { track, version } = item;
  const number = version.variantIndex + 1;
  const isCurrent = usePlayer(({ current }) => current?.version.id === version.id);
  const isPlaying = usePlayer(
    ({ current, status }) =>
      current?.version.id === version.id && (status === 'playing' || status === 'loading'),
  );
  return (
    <div className={styles.row} data-current={isCurrent || undefined}>
      <button
        type="button"
        className={styles.play}
        aria-label={isPlaying ? `Pause version ${number}` : `Play version ${number}`}
        title={version.title ?? undefined}
        onClick={() => (isPlaying ? pause() : play(item))}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={18} />
      </button>
      {track.versions.length > 1 && (
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
      )}
      <Waveform item={item} label={`Seek in version ${number}`} />
      <span className={styles.duration}>{clockTime(version.durationSeconds ?? 0)}</span>
      {version.audio && (
        <DownloadLink
          icon="download"
          label={`Download version ${number}, MP3, ${fileSize(version.audio.bytes)}`}
          href={downloadUrl(version.audio.url)}
        />
      )}
    </div>
  );
}
