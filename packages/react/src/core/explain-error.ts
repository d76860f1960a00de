import type { ImpresarioError } from '@impresario/client';
import { isUnreachable } from './reach.ts';

/**
 * Why the server did not take something, in English, in words that say what to do. Other languages go by the error's
 * `code` and `problem`.
 */
export function explainError(error: ImpresarioError): string {
  if (isUnreachable(error)) {
    return 'The engine did not answer. Sending the same again will not make two tracks.';
  }
  switch (error.code) {
    case 'insufficient_credits':
      return `Not enough credits for this.${balanceWords(error)}`;
    case 'rate_limit_exceeded':
      return `That was a little fast. ${waitWords(error.retryAfter)}`;
    case 'daily_limit_exceeded':
      return 'Today’s tracks are used up. The count starts again at midnight UTC.';
    case 'concurrency_limit_exceeded':
      return 'As many tracks are being made as your plan allows at once. Try again when the next is done.';
    case 'unauthenticated':
      return 'You are not signed in, or no longer.';
    default: {
      const details = error.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
      return details || error.detail;
    }
  }
}

function balanceWords({ problem }: ImpresarioError): string {
  if (problem?.balance === undefined || problem.required === undefined) return '';
  return ` It takes ${problem.required}, and ${problem.balance} are left.`;
}

function waitWords(seconds: number | null): string {
  if (!seconds) return 'Try again in a moment.';
  return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}
