import { useConnection } from '@impresario/react';
import { link } from './query-client.ts';

/** Whether the last request was answered at all. */
export function useReachable(): boolean {
  return useConnection().isReachable;
}

export function useReach(): { isReachable: boolean; isLive: boolean } {
  const { isReachable, state } = useConnection();
  return { isReachable, isLive: state === 'live' };
}

export function readReach(): { isReachable: boolean; isLive: boolean } {
  const { isReachable, state } = link.connection.get();
  return { isReachable, isLive: state === 'live' };
}
