import { z } from 'zod';
import { refuse, type Refusal } from '../replies/refusal.ts';

/** How many items a page has; 1 to 100. */
export const limitParameter = z
  .string()
  .refine((typed) => /^\d{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 100, {
    message: 'must be a whole number from 1 to 100',
  })
  .transform(Number)
  .default(20)
  .meta({ type: 'integer', minimum: 1, maximum: 100, default: 20 });

/** `nextCursor` of the page before; opaque. Its own check is the engine's. The id of a user may be in it, three bytes a letter. */
export const cursorParameter = z.string().max(1_500).optional().describe('`nextCursor` of the page before.');

export function invalidCursor(): Refusal {
  return refuse('validation_failed', 'The query is not valid; see `errors`.', {
    extra: { errors: [{ pointer: '?cursor', detail: 'is not a cursor of this list' }] },
  });
}
