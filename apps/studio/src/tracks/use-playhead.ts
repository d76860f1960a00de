import { useEffect, useState } from 'react';
import { isSameSound, playheadSeconds, usePlayer, type Playable } from '../player/player.ts';

/** Where the version is being played, some times a second; null while it is not. */
export function usePlayhead(item: Playable): number | null {
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!isCurrent) return;
    const timer = setInterval(() => setAt(playheadSeconds()), 100);
    return () => clearInterval(timer);
  }, [isCurrent]);
  return isCurrent ? at : null;
}
