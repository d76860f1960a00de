import type { CreateOptions } from './track-calls.ts';
import type { Patience, Transport } from './transport.ts';

/** How an order is sent; without a key it is sent once, for nobody could tell a second one from another wish. */
interface OrderOptions extends Omit<CreateOptions, 'idempotencyKey'> {
  readonly idempotencyKey: string | undefined;
  readonly patience?: Patience | undefined;
}

/** Asks for something that is made once for each key, however often it is sent (IDM-2). */
export function order<Made>(
  transport: Transport,
  path: string,
  body: object,
  { idempotencyKey, waitSeconds, signal, patience }: OrderOptions,
): Promise<Made> {
  return transport.json(path, {
    method: 'POST',
    body,
    headers: {
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(waitSeconds !== undefined && { prefer: `wait=${Math.round(waitSeconds)}` }),
    },
    repeatable: idempotencyKey !== undefined,
    patience,
    replyWithinMs: 30_000 + (waitSeconds ?? 0) * 1000,
    signal,
  });
}
