import { useMemo, useSyncExternalStore } from 'react';
import type { OperationResource } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

export interface OperationFilter {
  readonly trackId?: string | undefined;
  readonly versionId?: string | undefined;
}

/** The work beside tracks that this page knows of, oldest first: what was begun or heard of here. */
export function useOperations({ trackId, versionId }: OperationFilter = {}): OperationResource[] {
  const { operations } = useImpresario();
  const all = useSyncExternalStore(
    operations.subscribe,
    () => operations.all,
    () => operations.all,
  );
  return useMemo(
    () =>
      [...all.values()]
        .filter((each) => trackId === undefined || each.trackId === trackId)
        .filter((each) => versionId === undefined || each.versionId === versionId)
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    [all, trackId, versionId],
  );
}
