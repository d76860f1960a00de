import { useEffect, useRef } from 'react';
import type { OperationChange } from '@impresario/client';
import { useImpresario } from './impresario-provider.tsx';

/** Calls `listener` with each change of work beside tracks, after the hooks show it. */
export function useOperationChanges(listener: (change: OperationChange) => void): void {
  const link = useImpresario();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => link.onOperationChange((change) => latest.current(change)), [link]);
}
