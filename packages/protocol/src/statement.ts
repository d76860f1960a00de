import { z } from 'zod';
import { transactionSchema } from './credits.ts';

/** A user's ledger over a time: the opening balance and all amounts add up to the closing balance. */
export const statementSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime().describe('The first moment after it.'),
    openingBalance: z.number(),
    closingBalance: z.number(),
    transactions: z.array(transactionSchema).describe('Oldest first.'),
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof statementSchema>;

export const statementFormats = ['json', 'csv'] as const;
export type StatementFormat = (typeof statementFormats)[number];
