import { Cover } from '../tracks/cover.tsx';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { stemLabel } from '../words/stem-label.ts';
import { clockTime, spokenTime } from '../words/time.ts';
import { playableName } from './playable-name.ts';
import {
  neighbour,
  play,
  playNeighbour,
  seek,
  setVolume,
  togglePlay,
  usePlayer,
  type Playable,
} from './player.ts';
import styles from './player-dock.module.css';

/** The one player, at the foot of the page from the first play on. */
export function PlayerDock() {
  const { current, status, position, duration, volume } = usePlayer((state) => state);
  if (!current) return null;
  const { version } = current;
  const isPlaying = status === 'playing' || status === 'loading';
  const filled = duration > 0 ? Math.min(100, (position / duration) * 100) : 0;
  return (
    <section className={styles.dock} aria-label="Player">
      <input
        type="range"
        className={styles.seek}
        style={{ '--filled': `${filled}%` } as React.CSSProperties}
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={Math.min(position, duration)}
        aria-label="Position"
        aria-valuetext={`${spokenTime(position)} of ${spokenTime(duration)}`}
        onChange={(event) => seek(event.target.valueAsNumber)}
      />
      <div className={styles.what}>
        <div className={styles.cover}>
          <Cover asset={version.cover} />
        </div>
        <div className={styles.names}>
          <p className={styles.title}>{playableName(current)}</p>
          <p className={styles.version} data-failed={status === 'failed' || undefined}>
            {status === 'failed' ? (
              <button type="button" className={styles.again} onClick={() => play(current)}>
                Could not be played. Try again
              </button>
            ) : (
              partWords(current)
            )}
          </p>
        </div>
      </div>
      <div className={styles.controls}>
        <IconButton
          icon="previous"
          label="Previous version (Shift ←)"
          aria-disabled={!neighbour(-1) || undefined}
          onClick={() => playNeighbour(-1)}
        />
        <button
          type="button"
          className={styles.play}
          aria-label={isPlaying ? 'Pause' : 'Play'}
          title={isPlaying ? 'Pause (space)' : 'Play (space)'}
          onClick={togglePlay}
        >
          <Icon name={isPlaying ? 'pause' : 'play'} size={24} />
        </button>
        <IconButton
          icon="next"
          label="Next version (Shift →)"
          aria-disabled={!neighbour(1) || undefined}
          onClick={() => playNeighbour(1)}
        />
      </div>
      <div className={styles.side}>
        <p className={styles.time}>
          {clockTime(position)} <span>/ {clockTime(duration)}</span>
        </p>
        <label className={styles.volume}>
          <Icon name="volume" />
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={volume}
            aria-label="Volume"
            aria-valuetext={`${Math.round(volume * 100)} percent`}
            style={{ '--filled': `${volume * 100}%` } as React.CSSProperties}
            onChange={(event) => setVolume(event.target.valueAsNumber)}
          />
        </label>
      </div>
    </section>
  );
}

function partWords({ track, version, stem }: Playable): string {
  const number = version.variantIndex + 1;
  if (stem !== undefined) return `${stemLabel(stem)}, version ${number}`;
  const words = `Version ${number} of ${track.versions.length}`;
  return version.audio ? words : `${words}, preview`;
}
