import { z } from 'zod';

export const planSchema = z.enum(['free', 'pro', 'premium']);
export type Plan = z.infer<typeof planSchema>;

/** What a plan allows; `null` is unlimited (spec §5). Days begin at 00:00 UTC. */
export interface PlanLimits {
  readonly perMinute: number;
  readonly perDay: number | null;
  readonly concurrent: number;
}

export type Plans = Readonly<Record<Plan, PlanLimits>>;

/** The limits of a server whose operator sets no others. */
export const planLimits: Plans = {
  free: { perMinute: 3, perDay: 10, concurrent: 1 },
  pro: { perMinute: 10, perDay: 100, concurrent: 3 },
  premium: { perMinute: 30, perDay: null, concurrent: 10 },
};

/** Credits as the wire shows them: 1500 millicredits are 1.5. */
export function toCredits(millicredits: number): number {
  return millicredits / 1000;
}
