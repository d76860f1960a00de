import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads a query again, for it has changed on the server. However many changes come at once there is one reading at a
 * time, and the last one began after the last change.
 */
export function createRefresh(queryClient: QueryClient, queryKey: QueryKey): () => void {
  let isReading = false;
  let isBehind = false;
  return function refresh() {
    isBehind = isReading;
    if (isReading) return;
    isReading = true;
    void queryClient.invalidateQueries({ queryKey }).finally(() => {
      isReading = false;
      if (isBehind) refresh();
    });
  };
}
