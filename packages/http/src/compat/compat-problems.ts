import { problemStatus, type Problem } from '@impresario/protocol';
import { z } from 'zod';
import { jsonReply } from '../replies/json-reply.ts';
import type { ProblemShape } from '../replies/problem-shape.ts';
import type { Refusal } from '../replies/refusal.ts';

export const compatFaultSchema = z.object({
  success: z.literal(false).optional(),
  error: z.string(),
  errorCode: z.string().optional(),
  message: z.string().optional(),
  details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  resetAt: z.string().optional(),
  retryAfter: z.int().optional(),
  remaining: z.int().optional(),
});

/** Refusals as the endpoints of the original design worded them. */
export const compatProblems: ProblemShape = {
  mediaType: 'application/json',
  schema: compatFaultSchema,
  reply: (c, _publicUrl, refusal) =>
    jsonReply(c, problemStatus[refusal.refused], bodyOf(refusal), refusal.headers),
};

function bodyOf({ refused, detail, extra = {} }: Refusal): z.input<typeof compatFaultSchema> {
  const failure = { success: false, error: detail, errorCode: refused.toUpperCase() } as const;
  switch (refused) {
    case 'validation_failed':
    case 'idempotency_key_invalid':
      return { error: 'Invalid request parameters', details: detailsOf(detail, extra.errors) };
    case 'unauthenticated':
      return { error: 'Unauthorized' };
    case 'rate_limit_exceeded':
    case 'daily_limit_exceeded':
    case 'concurrency_limit_exceeded': {
      const { resetAt = '', retryAfter = 0, remaining = 0 } = extra;
      return { ...failure, error: 'Rate limit exceeded', message: detail, resetAt, retryAfter, remaining };
    }
    default:
      return failure;
  }
}

/** `path` is dotted, as zod's: `/styleTags/1` is `styleTags.1`. */
function detailsOf(detail: string, errors: Problem['errors']): { path: string; message: string }[] {
  if (!errors) return [{ path: 'idempotencyKey', message: detail }];
  return errors.map(({ pointer, detail: message }) => ({
    path: pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'),
    message,
  }));
}
