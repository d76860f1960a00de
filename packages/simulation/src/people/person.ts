import type { Caller } from '@impresario/engine';
import { planLimits, type Plan } from '@impresario/protocol';

export interface Person extends Caller {
  readonly limits: (typeof planLimits)[Plan];
}

function person(userId: string, plan: Plan, millicredits: number): Person {
  return { userId, signup: { plan, millicredits }, limits: planLimits[plan] };
}

/** Tenants of every plan; two of them soon run out of credits. */
export const people: readonly Person[] = [
  person('ann', 'free', 1_500),
  person('bob', 'pro', 2_600),
  person('cy', 'premium', 60_000),
];
