import { operationSchema, trackSchema, type ProblemCode } from '@impresario/protocol';
import { z } from 'zod';
import type { ReplyDoc } from '../operation.ts';
import type { Made } from './started-reply.ts';

/** The request headers of operations that start something. */
export const admissionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .describe('1–255 printable ASCII characters, bare or quoted; kept for ever, per user.'),
  Prefer: z.string().optional().describe('`wait=30` holds the reply until it is finished, at most 60 s.'),
});

/** The good replies of operations that start something. */
export function admissionReplies(made: Made, name = `the ${made}`): Readonly<Record<number, ReplyDoc>> {
  const content = { 'application/json': made === 'track' ? trackSchema : operationSchema };
  return {
    202: { description: `Accepted; ${name} as it begins.`, content },
    200: { description: `With \`Prefer: wait\`: ${name}, finished within the time.`, content },
  };
}

/** What operations that start something may refuse with. */
export const admissionProblems: readonly ProblemCode[] = [
  'validation_failed',
  'idempotency_key_invalid',
  'insufficient_credits',
  'illegal_transition',
  'not_found',
  'idempotency_mismatch',
  'unsupported_operation',
  'unsupported_parameter',
  'rate_limit_exceeded',
  'daily_limit_exceeded',
  'concurrency_limit_exceeded',
  'provider_unavailable',
];
