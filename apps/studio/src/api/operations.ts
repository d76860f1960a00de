import { useMemo } from 'react';
import type { OperationResource } from '@impresario/protocol';
import { isRunning, useOperations } from '@impresario/react';

/** The running and the failed operations of a version, oldest first; what succeeded is seen by its files. */
export function useOperationsOf(trackId: string, versionId: string): OperationResource[] {
  const all = useOperations({ trackId, versionId });
  return useMemo(() => all.filter((each) => isRunning(each) || each.status === 'failed'), [all]);
}
