import type { Track } from '@impresario/protocol';
import { useTrack } from '@impresario/react';

/** The track of this id: undefined while it is read, null when it was deleted. */
export function useParent(id: string | null): Track | null | undefined {
  const { data, isError } = useTrack(id);
  return data ?? (isError ? null : undefined);
}
