import { useState } from 'react';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { ImpresarioError } from '@impresario/client';
import type { OperationResource, Track } from '@impresario/protocol';
import { OrderKeys } from './core/order-keys.ts';
import { useImpresario } from './impresario-provider.tsx';

/**
 * Orders work: what is asked of a finished track, lyrics, a retry. `send` is given one idempotency key for one body
 * until the server has taken it, so that trying again after a lost answer is not charged twice (IDM-2). What came of
 * it is shown by the other hooks at once, and told to `onTaken`, though the component be gone by then.
 */
export function useOrder<Body, Made extends Track | OperationResource>(
  send: (body: Body, options: { idempotencyKey: string }) => Promise<Made>,
  onTaken?: (made: Made) => void,
): UseMutationResult<Made, ImpresarioError, Body> {
  const link = useImpresario();
  const [keys] = useState(() => new OrderKeys());
  return useMutation<Made, ImpresarioError, Body>(
    {
      networkMode: 'always',
      mutationFn: (body) => keys.send(body, (idempotencyKey) => send(body, { idempotencyKey })),
      onSuccess: (made) => {
        link.takeMade(made);
        onTaken?.(made);
      },
    },
    link.queryClient,
  );
}
