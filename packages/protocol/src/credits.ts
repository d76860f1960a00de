import { z } from 'zod';
import { planSchema } from './plans.ts';

/** How much of a limit is left at this moment. */
const quotaSchema = z.object({
  limit: z.int().nullable().describe('null: without limit.'),
  used: z.int(),
  remaining: z.int().nullable().describe('null: without limit.'),
  resetAt: z.iso
    .datetime()
    .nullable()
    .describe('When there is more again; null when nothing is missing, or when time frees nothing.'),
});
export type Quota = z.infer<typeof quotaSchema>;

export const creditsSchema = z
  .object({
    creditsRemaining: z.number(),
    creditsUsedToday: z.number(),
    plan: planSchema,
    limits: z.object({ perMinute: z.int(), perDay: z.int().nullable(), concurrent: z.int() }),
    quotas: z
      .object({ perMinute: quotaSchema, perDay: quotaSchema, concurrent: quotaSchema })
      .describe('The same limits as they stand now, for songs; days begin at 00:00 UTC.'),
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
export type TransactionType = (typeof transactionTypes)[number];
export type Transaction = z.infer<typeof transactionSchema>;
