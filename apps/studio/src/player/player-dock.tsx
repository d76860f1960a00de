import { Link } from '@tanstack/react-router';
import { say, useText } from '../i18n/index.ts';
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
  const text = useText();
  const { current, status, position, duration, volume, isRefused, isMixed } = usePlayer((state) => state);
  if (!current) return null;
  const { version } = current;
  const isPlaying = status === 'playing' || status === 'loading';
  const filled = duration > 0 ? Math.min(100, (position / duration) * 100) : 0;
  return (
    <section className={styles.dock} aria-label={text('player.name')}>
      <input
        type="range"
        className={styles.seek}
        style={{ '--filled': `${filled}%` } as React.CSSProperties}
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={Math.min(position, duration)}
        aria-label={text('player.position')}
        aria-valuetext={text('player.at', { position: spokenTime(position), duration: spokenTime(duration) })}
        onChange={(event) => seek(event.target.valueAsNumber)}
      />
      <div className={styles.what}>
        <div className={styles.cover}>
          <Cover asset={version.cover} />
        </div>
        <div className={styles.names}>
          <p className={styles.title}>
            <Link to="/tracks/$trackId" params={{ trackId: current.track.id }}>
              {playableName(current)}
            </Link>
          </p>
          <p className={styles.version} data-failed={status === 'failed' || undefined}>
            {status === 'failed' ? (
              <button type="button" className={styles.again} onClick={() => play(current)}>
                {text('player.failed')}
              </button>
            ) : isRefused ? (
              <span role="status">{text('player.refused')}</span>
            ) : (
              partWords(current, isMixed)
            )}
          </p>
        </div>
      </div>
      <div className={styles.controls}>
        <IconButton
          icon="previous"
          label={text('player.previous')}
          aria-disabled={!neighbour(-1) || undefined}
          onClick={() => playNeighbour(-1)}
        />
        <button
          type="button"
          className={styles.play}
          aria-label={text(isPlaying ? 'player.pause' : 'player.play')}
          title={text(isPlaying ? 'player.pauseTip' : 'player.playTip')}
          onClick={togglePlay}
        >
          <Icon name={isPlaying ? 'pause' : 'play'} size={24} />
        </button>
        <IconButton
          icon="next"
          label={text('player.next')}
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
            aria-label={text('player.volume')}
            aria-valuetext={text('player.percent', { percent: Math.round(volume * 100) })}
            style={{ '--filled': `${volume * 100}%` } as React.CSSProperties}
            onChange={(event) => setVolume(event.target.valueAsNumber)}
          />
        </label>
      </div>
    </section>
  );
}

function partWords({ track, version, stem }: Playable, isMixed: boolean): string {
  const number = version.variantIndex + 1;
  if (stem !== undefined) return say('player.stem', { stem: stemLabel(stem), number });
  const key = version.audio ? 'player.version' : 'player.preview';
  const words = say(key, { number, count: track.versions.length });
  return isMixed ? `${words}, ${say('track.mixer.dock', { count: version.stems.length })}` : words;
}
