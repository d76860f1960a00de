import { ImpresarioError } from '@impresario/client';
import { isUnreachable } from '../api/engine.ts';
import { Button } from '../ui/button.tsx';
import { creditCount } from '../words/amounts.ts';
import { errorsElsewhere } from './validate.ts';
import styles from './create-problem.module.css';

interface CreateProblemProps {
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** Why the brief was not taken, in words, when it is not one field's fault. */
export function CreateProblem({ error, onRetry }: CreateProblemProps) {
  const words = error && wordsFor(error);
  return (
    <div role="alert">
      {words && (
        <div className={styles.problem}>
          <p>{words.text}</p>
          {words.canRetry && (
            <Button icon="retry" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function wordsFor(error: Error): { text: string; canRetry: boolean } | null {
  if (isUnreachable(error)) {
    return {
      text: 'The engine did not answer. Your brief is kept; sending it again will not make two tracks.',
      canRetry: true,
    };
  }
  if (!(error instanceof ImpresarioError)) return { text: error.message, canRetry: true };
  switch (error.code) {
    case 'validation_failed': {
      const elsewhere = errorsElsewhere(error.errors);
      if (error.errors.length > 0 && elsewhere.length === 0) return null;
      const details = elsewhere.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
      return { text: details || error.detail, canRetry: false };
    }
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
    default:
      return { text: error.detail, canRetry: error.retryable };
  }
}

function waitWords(seconds: number | null): string {
  if (!seconds) return 'Try again in a moment.';
  return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
}
