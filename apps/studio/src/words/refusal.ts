import { ImpresarioError } from '@impresario/client';
import { explain, isUnreachable } from '../api/engine.ts';
import { say } from '../i18n/index.ts';
import { creditCount } from './amounts.ts';
import { sentencesFor } from './field-fault.ts';

interface Refusal {
  readonly text: string;
  readonly canRetry: boolean;
}

/** Why the engine did not take something, in words that say what to do; about no field in particular. */
export function refusalOf(error: Error): Refusal {
  if (isUnreachable(error)) return { text: say('words.refusal.unanswered'), canRetry: true };
  if (!(error instanceof ImpresarioError)) return { text: error.message, canRetry: true };
  switch (error.code) {
    case 'insufficient_credits': {
      const { balance, required } = error.problem ?? {};
      const words = [say('words.refusal.credits')];
      if (balance !== undefined && required !== undefined) {
        const figures = { required: creditCount(required), balance: creditCount(balance) };
        words.push(say('words.refusal.creditFigures', figures));
      }
      return { text: words.join(' '), canRetry: false };
    }
    case 'rate_limit_exceeded':
      return { text: `${say('words.refusal.fast')} ${waitWords(error.retryAfter)}`, canRetry: true };
    case 'daily_limit_exceeded':
      return { text: say('words.refusal.day'), canRetry: false };
    case 'concurrency_limit_exceeded':
      return { text: say('words.refusal.atOnce'), canRetry: true };
    default: {
      return { text: sentencesFor(error.errors) || explain(error), canRetry: error.retryable };
    }
  }
}

function waitWords(seconds: number | null): string {
  return seconds ? say('words.refusal.in', { count: seconds }) : say('words.refusal.soon');
}
