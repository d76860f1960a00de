import { useState } from 'react';
import type { Track, Version } from '@impresario/protocol';
import { readPlayer, switchTo, usePlayer } from '../player/player.ts';

/**
 * The version that lies open: the one that is heard, else the one that was chosen last, else the primary one. Choosing
 * another while this track is heard goes over to it at the same place in the music.
 */
export function useChosenVersion(track: Track, versions: readonly Version[]) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const heardId = usePlayer(({ current }) => (current?.track.id === track.id ? current.version.id : null));
  const wanted = heardId ?? chosenId;
  const version =
    versions.find(({ id }) => id === wanted) ??
    versions.find(({ isPrimary }) => isPrimary) ??
    versions[0] ??
    null;
  const choose = (next: Version) => {
    setChosenId(next.id);
    if (readPlayer().current?.track.id === track.id) switchTo({ track, version: next });
  };
  return { version, choose };
}
