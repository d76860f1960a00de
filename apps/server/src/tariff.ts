import {
  planLimits,
  planSchema,
  priceMillicredits,
  sideOperations,
  songOperations,
  type Plan,
  type PlanLimits,
  type Plans,
  type Prices,
} from '@impresario/protocol';
import { z } from 'zod';

const operations = [...songOperations, ...sideOperations];
const plans = planSchema.options;

const credits = z
  .number('must be a number of credits')
  .min(0, 'must be at least 0')
  .max(10_000, 'must be at most 10000')
  .multipleOf(0.001, 'must have at most three decimals');

const limits = z
  .strictObject(
    { perMinute: count(1, 100_000), perDay: count(0, 1_000_000).nullable(), concurrent: count(1, 100_000) },
    objectFault('limit', ['perMinute', 'perDay', 'concurrent']),
  )
  .partial();

/** `PRICES`: credits for some operations, laid over the usual table; comes out in millicredits (CRE-1). */
export const pricesSetting = jsonObject(operations, credits, 'operation').transform((given): Prices => {
  const changed = Object.entries(given).map(([name, price]) => [name, Math.round(price * 1000)] as const);
  return { ...priceMillicredits, ...Object.fromEntries(changed) };
});

/** `PLANS`: some limits of some plans, laid over the usual ones (LIM-1). */
export const plansSetting = jsonObject(plans, limits, 'plan').transform((given): Plans => {
  const merged = plans.map((plan) => [plan, { ...planLimits[plan], ...given[plan] }] as const);
  return Object.fromEntries(merged) as Record<Plan, PlanLimits>;
});

/** A variable that holds a JSON object with some of these names; not set, it holds none. */
function jsonObject<Name extends string, Value>(
  names: readonly Name[],
  value: z.ZodType<Value>,
  word: string,
) {
  const shape = Object.fromEntries(names.map((name) => [name, value.optional()]));
  return z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('must be a JSON object');
        return z.NEVER;
      }
    })
    .pipe(z.strictObject(shape, objectFault(word, names)))
    .transform((given) => given as Partial<Record<Name, Value>>);
}

function objectFault(word: string, names: readonly string[]) {
  return {
    error: ({ code }: { readonly code?: string | undefined }) =>
      code === 'unrecognized_keys' ? `is no ${word}; there are ${names.join(', ')}` : 'must be a JSON object',
  };
}

function count(min: number, max: number) {
  return z
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
}
