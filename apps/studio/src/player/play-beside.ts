import { isSameSound, pause, play, readPlayer, switchTo, usePlayer, type Playable } from './player.ts';

/** Plays a version; while another one of the same track sounds, at the same place, so that ears can compare. */
export function playBeside(item: Playable): void {
  const { current, status } = readPlayer();
  const isSounding = status === 'playing' || status === 'loading';
  if (isSameSound(current, item)) return isSounding ? pause() : play(item);
  if (isSounding && isOther(current, item)) switchTo(item);
  else play(item);
}

/** Whether another version of the same track sounds, so that this one would take over where that is. */
export function useIsBeside(item: Playable): boolean {
  return usePlayer(
    ({ current, status }) => (status === 'playing' || status === 'loading') && isOther(current, item),
  );
}

function isOther(current: Playable | null, { track, version }: Playable): boolean {
  return (
    current !== null &&
    current.stem === undefined &&
    current.track.id === track.id &&
    current.version.id !== version.id
  );
}
