import type { QueryClient } from '@tanstack/react-query';
import { ImpresarioError } from '@impresario/client';
import type { Connection } from './connection.ts';

const nothingThere = new Set<string>(['network', 'unreachable', 'service_unavailable']);

/** Whether the server did not answer at all, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ImpresarioError && nothingThere.has(error.code);
}

/** Learns from requests whether the server answers. */
export interface Reach {
  failed(error: unknown): void;
  answered(): void;
}

/** `onReturn` is called with the first answer after a time without one, `onAnswer` with every one. */
export function createReach(connection: Connection, onReturn: () => void, onAnswer: () => void): Reach {
  return {
    failed(error) {
      if (isUnreachable(error)) connection.change({ isReachable: false });
    },
    answered() {
      onAnswer();
      if (connection.get().isReachable) return;
      connection.change({ isReachable: true });
      onReturn();
    },
  };
}

/** Lets every request of the cache tell, the application's own ones to the same server too. Returns what ends it. */
export function watchRequests(queryClient: QueryClient, reach: Reach): () => void {
  const stops = [
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { action } = event;
      if (action.type === 'failed' || action.type === 'error') reach.failed(action.error);
      // What an event put into the cache is no answer to a request.
      if (action.type === 'success' && !action.manual) reach.answered();
    }),
    queryClient.getMutationCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { action } = event;
      if (action.type === 'failed' || action.type === 'error') reach.failed(action.error);
      if (action.type === 'success') reach.answered();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
