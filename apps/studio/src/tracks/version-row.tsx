import type { ReactNode } from 'react';
import { say } from '../i18n/index.ts';
import { DownloadLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { playBeside, useIsBeside } from '../player/play-beside.ts';
import { isSameSound, usePlayer, type Playable } from '../player/player.ts';
import { fileSize } from '../words/amounts.ts';
import { clockTime } from '../words/time.ts';
import { downloadUrl } from './download-url.ts';
import { Waveform } from './waveform.tsx';
import styles from './version-row.module.css';

interface VersionRowProps {
  readonly item: Playable;
  /** What else can be done with it. */
  readonly menu?: ReactNode;
}

/** One version: play, its shape, its length, its file. Before its file is there, the provider's preview plays. */
export function VersionRow({ item, menu }: VersionRowProps) {
  const { track, version } = item;
  const number = version.variantIndex + 1;
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  const isPlaying = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  const isBeside = useIsBeside(item);
  const isPreview = version.audio === null;
  return (
    <div className={styles.row} data-current={isCurrent || undefined}>
      <button
        type="button"
        className={styles.play}
        aria-label={say(`tracks.${isPlaying ? 'pause' : 'play'}${isPreview ? '.preview' : ''}`, { number })}
        title={isBeside ? say('tracks.compare', { number }) : (version.title ?? undefined)}
        onClick={() => playBeside(item)}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} size={18} />
      </button>
      {track.versions.length > 1 && (
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
      )}
      <Waveform item={item} label={say('tracks.seek', { number })} />
      {isPreview ? (
        <span className={styles.preview}>{say('tracks.preview')}</span>
      ) : (
        <span className={styles.duration}>{clockTime(version.durationSeconds ?? 0)}</span>
      )}
      {version.audio && (
        <DownloadLink
          icon="download"
          label={say('tracks.download', { number, size: fileSize(version.audio.bytes) })}
          href={downloadUrl(version.audio.url)}
        />
      )}
      {menu}
    </div>
  );
}
