import { ImpresarioError } from '@impresario/client';
import { isUnreachable } from '../api/engine.ts';
import { creditCount } from './amounts.ts';

interface Refusal {
  readonly text: string;
  readonly canRetry: boolean;
}

/** Why the engine did not take something, in words that say what to do; about no field in particular. */
export function refusalOf(error: Error): Refusal {
  if (isUnreachable(error)) {
    return {
      text: 'The engine did not answer. Your brief is kept; sending it again will not make two tracks.',
      canRetry: true,
    };
  }
  if (!(error instanceof ImpresarioError)) return { text: error.message, canRetry: true };
  switch (error.code) {
    case 'insufficient_credits': {
      const { balance, required } = error.problem ?? {};
      const figures =
        balance === undefined || required === undefined
          ? ''
          : ` It takes ${creditCount(required)}, and ${creditCount(balance)} are left.`;
      return { text: `Not enough credits for this.${figures}`, canRetry: false };
    }
    case 'rate_limit_exceeded':
      return { text: `That was a little fast. ${waitWords(error.retryAfter)}`, canRetry: true };
    case 'daily_limit_exceeded':
      return { text: 'Today’s tracks are used up. The count starts again at midnight UTC.', canRetry: false };
    case 'concurrency_limit_exceeded':
      return {
        text: 'As many tracks are being made as your plan allows at once. Create this one when the next is done.',
        canRetry: true,
      };
    default: {
      const details = error.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
      return { text: details || error.detail, canRetry: error.retryable };
    }
  }
}

function waitWords(seconds: number | null): string {
  if (!seconds) return 'Try again in a moment.';
  return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}
