import type { ProblemCode } from '@impresario/protocol';

interface ProblemKind {
  readonly title: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
}

const final = (title: string): ProblemKind => ({ title, retryable: false });
const passing = (title: string): ProblemKind => ({ title, retryable: true });

/** What is the same for every problem of one code. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  validation_failed: final('The request is not valid'),
  idempotency_key_invalid: final('The idempotency key is not valid'),
  unauthenticated: final('Authentication is needed'),
  insufficient_credits: final('Not enough credits'),
  forbidden: final('Not allowed'),
  not_found: final('Not found'),
  method_not_allowed: final('Method not allowed'),
  illegal_transition: final('Not possible in this state'),
  payload_too_large: final('The body is too large'),
  unsupported_media_type: final('The body is of a wrong type'),
  idempotency_mismatch: final('The idempotency key belongs to another request'),
  unsupported_operation: final('The provider cannot do this'),
  unsupported_parameter: final('The model cannot honour a parameter'),
  rate_limit_exceeded: passing('Too many requests'),
  daily_limit_exceeded: passing('The daily limit is reached'),
  concurrency_limit_exceeded: passing('Too many at once'),
  internal_error: passing('Something went wrong on our side'),
  provider_unavailable: passing('The provider cannot be reached'),
  service_unavailable: passing('Temporarily unavailable'),
  processing_timeout: passing('The track took too long'),
};
