import { ImpresarioError } from '@impresario/client';
import { explain } from '../api/engine.ts';
import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { sentencesFor } from '../words/field-fault.ts';
import { refusalOf } from '../words/refusal.ts';
import type { Draft } from './draft.ts';
import { errorsElsewhere } from './validate.ts';
import styles from './create-problem.module.css';

interface CreateProblemProps {
  readonly error: Error | null;
  readonly mode: Draft['mode'];
  readonly onRetry: () => void;
}

/** Why the brief was not taken, in words, when it is not one field's fault. */
export function CreateProblem({ error, mode, onRetry }: CreateProblemProps) {
  const words = error && wordsFor(error, mode);
  return (
    <div role="alert">
      {words && (
        <div className={styles.problem}>
          <p>{words.text}</p>
          {words.canRetry && (
            <Button icon="retry" onClick={onRetry}>
              {say('ui.retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function wordsFor(error: Error, mode: Draft['mode']): { text: string; canRetry: boolean } | null {
  if (!(error instanceof ImpresarioError) || error.code !== 'validation_failed') return refusalOf(error);
  const elsewhere = errorsElsewhere(error.errors, mode);
  if (error.errors.length > 0 && elsewhere.length === 0) return null;
  return { text: sentencesFor(elsewhere) || explain(error), canRetry: false };
}
