import { useState } from 'react';
import type { OperationResource } from '@impresario/protocol';
import { isRunning, useOperation, useOrder } from '@impresario/react';
import { refusalOf } from '../words/refusal.ts';
import { operationFailure } from '../words/operations.ts';

/** Work that is answered in words: what it is asked, how it stands, and how it ended. */
export function useWordOperation<Body>(
  send: (body: Body, idempotencyKey: string) => Promise<OperationResource>,
) {
  const [id, setId] = useState<string | null>(null);
  const order = useOrder((body: Body, { idempotencyKey }) => send(body, idempotencyKey));
  const operation = useOperation(id).data ?? null;
  const isBusy = order.isPending || (operation !== null && isRunning(operation));
  const isFailed = operation !== null && !isBusy && operation.status !== 'completed';
  return {
    ask: (body: Body) => {
      if (isBusy) return;
      setId(null);
      order.mutate(body, { onSuccess: (made) => setId(made.id) });
    },
    forget: () => {
      setId(null);
      order.reset();
    },
    isBusy,
    result: operation?.status === 'completed' ? operation.result : null,
    problem: order.error ? refusalOf(order.error).text : isFailed ? operationFailure(operation) : null,
  };
}
