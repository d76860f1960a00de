import type { QueryClient } from '@tanstack/react-query';
import { ImpresarioError } from '@impresario/client';
import type { Connection } from './connection.ts';

const nothingThere = new Set<string>(['network', 'unreachable', 'service_unavailable']);

/** Whether the server did not answer at all, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ImpresarioError && nothingThere.has(error.code);
}

/**
 * Learns from every request of the cache whether the server answers. `onReturn` is called with the first answer after
 * a time without one. Returns what ends the watching.
 */
export function watchReach(
  queryClient: QueryClient,
  connection: Connection,
  onReturn: () => void,
): () => void {
  const failed = (error: unknown) => {
    if (isUnreachable(error)) connection.change({ isReachable: false });
  };
  const answered = () => {
    if (connection.get().isReachable) return;
    connection.change({ isReachable: true });
    onReturn();
  };
  const stops = [
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { action } = event;
      if (action.type === 'failed' || action.type === 'error') failed(action.error);
      // What an event put into the cache is no answer to a request.
      if (action.type === 'success' && !action.manual) answered();
    }),
    queryClient.getMutationCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      if (event.action.type === 'failed' || event.action.type === 'error') failed(event.action.error);
      if (event.action.type === 'success') answered();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
