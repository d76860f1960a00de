import type { Track } from '@impresario/protocol';
import { isUnderWay } from '@impresario/react';
import { isPlayable, pause, play, readPlayer, type Playable } from '../player/player.ts';

/** What can be heard of a track, version by version. */
export function playablesOf(track: Track): Playable[] {
  return track.versions
    .filter((version) => isPlayable(version, isUnderWay(track)))
    .map((version) => ({ track, version }));
}

/** Plays a track, or stops it: the version that is in the player, else the first. */
export function toggleTrack(track: Track): void {
  const items = playablesOf(track);
  const { current, status } = readPlayer();
  if (current?.track.id === track.id) {
    return status === 'playing' || status === 'loading' ? pause() : play(current);
  }
  const item = items.find(({ version }) => version.isPrimary) ?? items[0];
  if (item) play(item);
}
