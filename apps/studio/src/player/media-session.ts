import { useEffect } from 'react';
import { showSound } from '../app/window-title.ts';
import { playableName } from './playable-name.ts';
import { pause, play, playNeighbour, usePlayer } from './player.ts';

/** Says what plays in the window's title, and lets headphones, lock screens and media keys see and steer what plays. */
export function useMediaSession(): void {
  const current = usePlayer((state) => state.current);
  const isPlaying = usePlayer(({ status }) => status === 'playing');
  useEffect(() => {
    showSound(current && isPlaying ? playableName(current) : null);
  }, [current, isPlaying]);
  useEffect(() => {
    if (!('mediaSession' in navigator) || !current) return;
    const cover = current.version.cover;
    navigator.mediaSession.metadata = new MediaMetadata({
      title: playableName(current),
      artist: 'Impresario',
      artwork: cover ? [{ src: cover.url, type: cover.mimeType }] : [],
    });
    navigator.mediaSession.setActionHandler('play', () => play(current));
    navigator.mediaSession.setActionHandler('pause', pause);
    navigator.mediaSession.setActionHandler('nexttrack', () => playNeighbour(1));
    navigator.mediaSession.setActionHandler('previoustrack', () => playNeighbour(-1));
  }, [current]);
}
