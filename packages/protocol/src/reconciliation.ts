import { z } from 'zod';

const count = z.int();

const spendSchema = z.object({
  unit: z.string().describe("The provider's own, such as `Suno credits` or `USD`."),
  billed: z.number().describe('For calls that began to work for us.'),
  unsure: z.number().describe('For calls of which nobody knows: sent, and never answered.'),
  unpriced: count.describe('Calls in those two whose price is not known; they are in neither sum.'),
  usd: z.number().describe('Both sums in dollars.'),
});

const dayAndProviderSchema = z.object({
  day: z.iso.date(),
  provider: z.string(),
  attempts: count,
  billed: count,
  unsure: count,
  orphans: count.describe('Of those, tasks that no track has waited for.'),
  spend: spendSchema.nullable().describe('An estimate from published prices; null where calls cost nothing.'),
  creditsCharged: z.number(),
  creditsRefunded: z.number(),
  creditsNet: z.number(),
  revenueUsd: z.number().nullable().describe('`creditsNet` at CREDIT_PRICE_USD; null where that is not set.'),
  marginUsd: z.number().nullable().describe('`revenueUsd` less all spend, the unsure part too.'),
});

/** What providers may bill beside what users paid, by day (UTC) and provider, oldest first. */
export const reconciliationSchema = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime(), data: z.array(dayAndProviderSchema) })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof reconciliationSchema>;
export type ReconciledDay = Reconciliation['data'][number];
