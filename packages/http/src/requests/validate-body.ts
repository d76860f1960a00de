import type { z } from 'zod';
import { refuse } from '../replies/refusal.ts';
import { bodyFaults } from './validation-faults.ts';

/** The body as its schema reads it, or a refusal that names every field at fault. */
export function validateBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  return refuse('validation_failed', 'The body is not valid; see `errors`.', {
    extra: { errors: bodyFaults(parsed.error, body) },
  });
}
