import { z } from 'zod';

/** Every refusal the HTTP interface can give, with its status (contract: Codes). */
export const problemStatus = {
  validation_failed: 400,
  idempotency_key_invalid: 400,
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  illegal_transition: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_mismatch: 422,
  unsupported_operation: 422,
  unsupported_parameter: 422,
  rate_limit_exceeded: 429,
  daily_limit_exceeded: 429,
  concurrency_limit_exceeded: 429,
  internal_error: 500,
  provider_unavailable: 503,
  service_unavailable: 503,
  processing_timeout: 504,
} as const;
export type ProblemCode = keyof typeof problemStatus;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    retryable: z.boolean(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    balance: z.number().optional(),
    required: z.number().optional(),
    resetAt: z.iso.datetime().optional(),
    retryAfter: z.int().optional(),
    remaining: z.int().optional(),
    activeTrackIds: z.array(z.uuid()).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

/** Why a track failed, as its `error.code`. */
export const trackErrorCodes = [
  'PROVIDER_ERROR',
  'PROVIDER_REJECTED',
  'MODERATED',
  'ARTIST_NAME_NOT_ALLOWED',
  'COPYRIGHTED_CONTENT',
  'MALFORMED_LYRICS',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_NO_CREDIT',
  'PROVIDER_AUTH',
  'NETWORK_ERROR',
  'PROCESSING_TIMEOUT',
  'OUTCOME_UNKNOWN',
  'OUTPUT_INVALID',
  'CANCELLED',
] as const;
export type TrackErrorCode = (typeof trackErrorCodes)[number];
