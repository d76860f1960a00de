import { z } from 'zod';
import { planSchema } from './plans.ts';

export const creditsSchema = z
  .object({
    creditsRemaining: z.number(),
    creditsUsedToday: z.number(),
    plan: planSchema,
    limits: z.object({ perMinute: z.int(), perDay: z.int().nullable(), concurrent: z.int() }),
  })
  .meta({ id: 'Credits' });
export type Credits = z.infer<typeof creditsSchema>;

export const transactionTypes = ['grant', 'generation', 'refund', 'correction', 'claim'] as const;

export const transactionSchema = z
  .object({
    id: z.uuid(),
    type: z.enum(transactionTypes),
    amount: z.number().describe('Signed: what was taken is negative.'),
    balanceAfter: z.number(),
    trackId: z.uuid().nullable(),
    operation: z.string().nullable(),
    actor: z.string(),
    reason: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Transaction' });
export type Transaction = z.infer<typeof transactionSchema>;
