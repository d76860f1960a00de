import type { Failure } from '@impresario/provider';
import type { FarReply } from './far-end.ts';
import { readRetryAfterMs } from './retry-after.ts';

type Unusable = Exclude<FarReply, { kind: 'json' }>;

/**
 * What a request that brought no JSON means (PRO-5). A submit that was sent and not understood may have started
 * something; a look starts nothing, and the task it looks at was accepted.
 */
export function transportFailure(reply: Unusable, phase: Failure['phase']): Failure {
  const sideEffect = sideEffectOf(reply, phase);
  const isHarmless = sideEffect !== 'unknown';
  const base = { phase, sideEffect, canFailOver: sideEffect === 'none' } as const;
  switch (reply.kind) {
    case 'not-sent':
      if (reply.code === 'aborted') return aborted(base, 'The call was stopped before it began.');
      return {
        ...base,
        kind: 'network',
        retryable: true,
        message: `The provider could not be reached (${reply.code}).`,
        upstream: { code: reply.code },
      };
    case 'unanswered':
      if (reply.aborted) return aborted(base, 'The call was stopped before its answer came.');
      return {
        ...base,
        kind: 'network',
        retryable: isHarmless,
        message: `The connection ended before the answer came (${reply.code}).`,
        upstream: { code: reply.code },
      };
    case 'unreadable':
      if (reply.status === 429) return rateLimited(base, readRetryAfterMs(reply.headers));
      return {
        ...base,
        kind: 'bad-response',
        retryable: isHarmless,
        message: `The answer was not the expected JSON (HTTP ${reply.status}, ${reply.why}).`,
        upstream: { status: reply.status },
      };
  }
}

type Base = Pick<Failure, 'phase' | 'sideEffect' | 'canFailOver'>;

function rateLimited(base: Base, retryAfterMs: number | null): Failure {
  return {
    ...base,
    kind: 'rate-limited',
    retryable: true,
    message: 'The provider asks to be called less often (HTTP 429).',
    ...(retryAfterMs !== null && { retryAfterMs }),
    upstream: { status: 429 },
  };
}

function aborted(base: Base, message: string): Failure {
  return { ...base, kind: 'aborted', retryable: false, message };
}

function sideEffectOf(reply: Unusable, phase: Failure['phase']): Failure['sideEffect'] {
  if (phase !== 'submit') return 'accepted';
  if (reply.kind === 'not-sent') return 'none';
  return reply.kind === 'unreadable' && isRefusal(reply.status) ? 'none' : 'unknown';
}

/**
 * Whether a status alone says that nothing was started: the request was turned away at the door (RFC 9110, section 15.5), or
 * belongs at another address. 408, 409 and 499 may come after work has begun.
 */
function isRefusal(status: number): boolean {
  if ([301, 307, 308].includes(status)) return true;
  return status >= 400 && status < 500 && ![408, 409, 499].includes(status);
}
