import type { Credits, Transaction } from '../credits.ts';
import type { Tally } from '../figures.ts';
import { planLimits } from '../plans.ts';

/** A user of the plan `pro` who has used nothing of any limit, with the told fields. */
export function someCredits(fields: Partial<Credits> = {}): Credits {
  const plan = fields.plan ?? 'pro';
  const limits = fields.limits ?? planLimits[plan];
  const unused = (limit: number | null) => ({ limit, used: 0, remaining: limit, resetAt: null });
  return {
    creditsRemaining: 100,
    creditsUsedToday: 0,
    plan,
    limits,
    quotas: {
      perMinute: unused(limits.perMinute),
      perDay: unused(limits.perDay),
      concurrent: unused(limits.concurrent),
    },
    ...fields,
  };
}

/** The charge for a song of no track, with the told fields. */
export function aTransaction(fields: Partial<Transaction> = {}): Transaction {
  return {
    id: '019c0000-0000-7000-8000-000000000001',
    type: 'generation',
    amount: -1,
    balanceAfter: 99,
    trackId: null,
    operation: 'generate',
    actor: 'owner',
    reason: 'generate',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  };
}

/** An hour or a provider of which there is nothing to tell but the told fields. */
export function aTally(fields: Partial<Tally> = {}): Tally {
  return {
    admitted: 0,
    completed: 0,
    failed: {},
    cancelled: 0,
    successRate: null,
    latencySeconds: { p50: null, p95: null },
    creditsCharged: 0,
    creditsRefunded: 0,
    newUsers: 0,
    ...fields,
  };
}
