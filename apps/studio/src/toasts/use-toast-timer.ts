import { useEffect, useRef } from 'react';

/** Calls `onEnd` once `lastsMs` have passed in which `isHeld` was false and the tab was looked at. */
export function useToastTimer(lastsMs: number | null, isHeld: boolean, onEnd: () => void): void {
  const leftMs = useRef(lastsMs);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (isHeld || leftMs.current === null) return;
    const startedAt = Date.now();
    const timer = setTimeout(() => end.current(), leftMs.current);
    return () => {
      clearTimeout(timer);
      if (leftMs.current !== null) leftMs.current -= Date.now() - startedAt;
    };
  }, [isHeld]);
}
