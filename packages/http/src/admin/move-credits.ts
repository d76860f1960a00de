import { moveCreditsSchema, transactionSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { isRefusal, refuse } from '../replies/refusal.ts';
import { readIdempotencyKey } from '../requests/idempotency-key.ts';
import { noSuchUser, userParams } from './one-user.ts';

export const moveCredits = operation({
  id: 'moveCredits',
  method: 'post',
  path: '/v1/admin/users/{id}/credits',
  tag: 'Administration',
  summary: 'Give or take credits',
  description:
    'A `grant` when positive, a `correction` when negative; the balance never falls below 0. Sent again with the same ' +
    '`Idempotency-Key` by the same administrator, it moves nothing and answers as before.',
  access: 'admin',
  params: userParams,
  names: 'user',
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .describe('1–255 printable ASCII characters, bare or quoted; kept for ever, per administrator.'),
  }),
  body: { schema: moveCreditsSchema, example: { amount: 25, reason: 'an apology for Tuesday' } },
  replies: {
    201: { description: 'The transaction.', content: { 'application/json': transactionSchema } },
  },
  problems: ['insufficient_credits', 'idempotency_key_invalid', 'idempotency_mismatch'],
  async handle({ c, actor, params, body, services }) {
    const read = readIdempotencyKey(c.req.header('idempotency-key'), undefined);
    if (isRefusal(read)) return read;
    const moved = await services.engine.moveCredits(params.id, body, actor, read.key);
    switch (moved.kind) {
      case 'moved':
        return jsonReply(c, 201, moved.transaction, moved.replayed ? { 'idempotent-replayed': 'true' } : {});
      case 'not-found':
        return noSuchUser();
      case 'idempotency-mismatch':
        return refuse('idempotency_mismatch', 'You used this idempotency key for another move of credits.');
      case 'insufficient-credits': {
        const { balance, required } = moved;
        const detail = `The user has ${balance} credits; ${required} cannot be taken.`;
        return refuse('insufficient_credits', detail, { extra: { balance, required } });
      }
    }
  },
});
