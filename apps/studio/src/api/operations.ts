import { useMemo } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import type { OperationResource } from '@impresario/protocol';
import { isRunning, useOperation as useOperationQuery, useOperations } from '@impresario/react';
import { link } from './query-client.ts';

export { isRunning };

/** Takes an operation in, from an answer; what is older than known is passed over. */
export function showOperation(_client: QueryClient, operation: OperationResource): void {
  link.operations.show(operation);
}

/** Takes an ended one off the page. */
export function dismissOperation(id: string): void {
  link.operations.dismiss(id);
}

/** The running and the failed operations of a version, oldest first; what succeeded is seen by its files. */
export function useOperationsOf(trackId: string, versionId: string): OperationResource[] {
  const all = useOperations({ trackId, versionId });
  return useMemo(() => all.filter((each) => isRunning(each) || each.status === 'failed'), [all]);
}

export function useOperation(id: string | null): OperationResource | null {
  return useOperationQuery(id).data ?? null;
}
