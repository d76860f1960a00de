import { useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OperationResource } from '@impresario/protocol';
import { newKey } from '../brief/intent.ts';
import { refusalOf } from '../words/refusal.ts';
import { operationFailure } from '../words/operations.ts';
import { isRunning, showOperation, useOperation } from './operations.ts';
import { keys } from './query-client.ts';

/** Work that is answered in words: what it is asked, how it stands, and how it ended. */
export function useWordOperation<Body>(
  order: (body: Body, idempotencyKey: string) => Promise<OperationResource>,
) {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  // The same words asked again after a lost answer are the same wish.
  const intent = useRef<{ body: string; key: string } | null>(null);
  const mutation = useMutation({
    mutationFn: (body: Body) => {
      const text = JSON.stringify(body);
      if (intent.current?.body !== text) intent.current = { body: text, key: newKey() };
      return order(body, intent.current.key);
    },
    onMutate: () => setId(null),
    onSuccess: (operation) => {
      intent.current = null;
      setId(operation.id);
      showOperation(client, operation);
      void client.invalidateQueries({ queryKey: keys.credits });
    },
  });
  const operation = useOperation(id);
  const isBusy = mutation.isPending || (operation !== null && isRunning(operation));
  const isFailed = operation !== null && !isBusy && operation.status !== 'completed';
  return {
    ask: (body: Body) => {
      if (!isBusy) mutation.mutate(body);
    },
    forget: () => {
      setId(null);
      mutation.reset();
    },
    isBusy,
    result: operation?.status === 'completed' ? operation.result : null,
    problem: mutation.error ? refusalOf(mutation.error).text : isFailed ? operationFailure(operation) : null,
  };
}
