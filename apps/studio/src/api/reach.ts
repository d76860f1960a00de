import { useConnection } from '@impresario/react';

/** Whether the last request was answered at all. */
export function useReachable(): boolean {
  return useConnection().isReachable;
}

export function useReach(): { isReachable: boolean; isLive: boolean } {
  const { isReachable, state } = useConnection();
  return { isReachable, isLive: state === 'live' };
}
