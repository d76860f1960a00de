import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Provider } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

const illnessMs = 30_000;

export interface ProvidersOptions {
  /** What was known on an earlier visit, shown until the answer comes. */
  readonly placeholderData?: Provider[] | undefined;
}

/** Who can perform, with capabilities, prices and health. */
export function useProviders({ placeholderData }: ProvidersOptions = {}): UseQueryResult<
  Provider[],
  ImpresarioError
> {
  const { client, queryClient, keys } = useImpresario();
  return useQuery<Provider[], ImpresarioError>(
    {
      queryKey: keys.providers,
      queryFn: ({ signal }) => client.providers.list({ signal }),
      placeholderData,
      // Somebody who is ill gets well again without a word.
      refetchInterval: ({ state }) => (state.data?.some(isIll) ? illnessMs : false),
    },
    queryClient,
  );
}

function isIll({ configured, health }: Provider): boolean {
  return configured && (health.circuit === 'open' || health.circuit === 'blocked');
}
