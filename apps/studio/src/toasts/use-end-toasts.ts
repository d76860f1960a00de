import { useEffect } from 'react';
import { watchEnds } from '../app/announcer.ts';
import { router } from '../app/router.tsx';
import { tellEnd } from './tell-end.ts';

/** A toast for each track that has come to its end, with the way to it. */
export function useEndToasts(): void {
  useEffect(
    () =>
      watchEnds((event) =>
        tellEnd(event, ({ id }) => void router.navigate({ to: '/tracks/$trackId', params: { trackId: id } })),
      ),
    [],
  );
}
