import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { OperationResource } from '@impresario/protocol';
import { useImpresario } from './impresario-provider.tsx';

/** Work beside a track (stems, WAV, lyrics), kept as it is on the server. Nothing is asked without an id. */
export function useOperation(
  id: string | null | undefined,
): UseQueryResult<OperationResource, ImpresarioError> {
  const { operations, queryClient } = useImpresario();
  return useQuery<OperationResource, ImpresarioError>(
    { ...operations.query(id ?? ''), enabled: Boolean(id) },
    queryClient,
  );
}
