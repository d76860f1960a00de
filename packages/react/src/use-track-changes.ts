import { useEffect, useRef } from 'react';
import type { TrackChange } from '@impresario/client';
import { useImpresario } from './impresario-provider.tsx';

/** Calls `listener` with each change of any track, after the hooks show it: for notices and announcements. */
export function useTrackChanges(listener: (change: TrackChange) => void): void {
  const link = useImpresario();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => link.onTrackChange((change) => latest.current(change)), [link]);
}
