import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { trackQuery } from './core/track-queries.ts';
import { useImpresario } from './impresario-provider.tsx';

/**
 * One track, kept as it is on the server. It is there at once when a list has shown it. Nothing is asked without an
 * id; the error is `not_found` for a track that is not the user's.
 */
export function useTrack(id: string | null | undefined): UseQueryResult<Track, ImpresarioError> {
  const link = useImpresario();
  return useQuery(trackQuery(link, id), link.queryClient);
}
