import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Credits } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

const probeMs = 2_000;

/** Balance, plan and limits, read again whenever an event may have changed them. */
export function useCredits(): UseQueryResult<Credits, ImpresarioError> {
  const { client, queryClient, keys, connection } = useImpresario();
  return useQuery<Credits, ImpresarioError>(
    {
      queryKey: keys.credits,
      queryFn: ({ signal }) => client.credits.get({ signal }),
      // While the server is gone this is how its return is noticed.
      refetchInterval: ({ state }) =>
        state.status === 'error' || !connection.get().isReachable ? probeMs : false,
    },
    queryClient,
  );
}
