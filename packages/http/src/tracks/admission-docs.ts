import type { ProblemCode } from '@impresario/protocol';
import { z } from 'zod';

/** The request headers of operations that start a track. */
export const admissionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .describe('1–255 printable ASCII characters, bare or quoted; kept for ever, per user.'),
  Prefer: z
    .string()
    .optional()
    .describe('`wait=30` holds the reply until the track is finished, at most 60 s.'),
});

/** What operations that start a track may refuse with. */
export const admissionProblems: readonly ProblemCode[] = [
  'idempotency_key_invalid',
  'insufficient_credits',
  'illegal_transition',
  'not_found',
  'idempotency_mismatch',
  'unsupported_parameter',
  'rate_limit_exceeded',
  'daily_limit_exceeded',
  'concurrency_limit_exceeded',
];
