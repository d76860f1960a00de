import { useText } from '../i18n/index.ts';
import { pause, play, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './play-button.module.css';

/** Plays and pauses what lies open. */
export function PlayButton({ item }: { item: Playable }) {
  const text = useText();
  const isPlaying = usePlayer(
    ({ current, status }) => isSameSound(current, item) && (status === 'playing' || status === 'loading'),
  );
  return (
    <button type="button" className={styles.play} onClick={() => (isPlaying ? pause() : play(item))}>
      <Icon name={isPlaying ? 'pause' : 'play'} size={24} />
      {text(isPlaying ? 'player.pause' : 'player.play')}
    </button>
  );
}
