import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Persona } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

/** The user's personas, of every provider. `enabled: false` asks nothing yet. */
export function usePersonas({ enabled = true }: { readonly enabled?: boolean } = {}): UseQueryResult<
  Persona[],
  ImpresarioError
> {
  const { client, queryClient, keys } = useImpresario();
  return useQuery<Persona[], ImpresarioError>(
    { queryKey: keys.personas, enabled, queryFn: ({ signal }) => client.operations.personas({ signal }) },
    queryClient,
  );
}
