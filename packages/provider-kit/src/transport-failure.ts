import type { Failure } from '@impresario/provider';
import type { FarReply } from './far-end.ts';

type Unusable = Exclude<FarReply, { kind: 'json' }>;

/**
 * What a request that brought no JSON means (PRO-5). A submit that was sent and not understood may have started
 * something; a look starts nothing, and the task it looks at was accepted.
 */
export function transportFailure(reply: Unusable, phase: Failure['phase']): Failure {
  const isSubmit = phase === 'submit';
  const sideEffect = !isSubmit ? 'accepted' : reply.kind === 'not-sent' ? 'none' : 'unknown';
  const isHarmless = sideEffect !== 'unknown';
  const base = { phase, sideEffect, canFailOver: sideEffect === 'none' } as const;
  switch (reply.kind) {
    case 'not-sent':
      if (reply.code === 'aborted')
        return {
          ...base,
          kind: 'aborted',
          retryable: false,
          message: 'The call was stopped before it began.',
        };
      return {
        ...base,
        kind: 'network',
        retryable: true,
        message: `The provider could not be reached (${reply.code}).`,
        upstream: { code: reply.code },
      };
    case 'unanswered':
      if (reply.aborted)
        return {
          ...base,
          kind: 'aborted',
          retryable: false,
          message: 'The call was stopped before its answer came.',
        };
      return {
        ...base,
        kind: 'network',
        retryable: isHarmless,
        message: `The connection ended before the answer came (${reply.code}).`,
        upstream: { code: reply.code },
      };
    case 'unreadable':
      return {
        ...base,
        kind: 'bad-response',
        retryable: isHarmless,
        message: `The answer was not the expected JSON (HTTP ${reply.status}, ${reply.why}).`,
        upstream: { status: reply.status },
      };
  }
}
