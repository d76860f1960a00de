import type { OperationResource } from '@impresario/protocol';
import { isRunning } from '@impresario/react';
import { link } from '../api/query-client.ts';
import { say } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { operationFailure, operationStage } from '../words/operations.ts';
import styles from './operation-line.module.css';

/** Work beside the song: a thin bar while it runs; why there is nothing, and the credits, when it failed. */
export function OperationLine({ operation }: { operation: OperationResource }) {
  if (!isRunning(operation)) {
    return (
      <ProblemLine
        words={operationFailure(operation)}
        onDismiss={() => link.operations.dismiss(operation.id)}
      />
    );
  }
  const words = operationStage(operation);
  const percent = operation.progress === null ? null : Math.round(operation.progress * 100);
  return (
    <div className={styles.line}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        data-unknown={percent === null || undefined}
      >
        <span style={{ scale: `${(percent ?? 0) / 100} 1` }} />
      </div>
      <p className={styles.words}>
        {words}
        {percent !== null && percent > 0 && <span>{say('tracks.percent', { percent })}</span>}
      </p>
    </div>
  );
}

/** What went wrong with something asked of a version; can be put away. */
export function ProblemLine({ words, onDismiss }: { words: string; onDismiss: () => void }) {
  return (
    <div className={styles.problem} role="alert">
      <p>{words}</p>
      <IconButton icon="close" label={say('ui.dismiss')} onClick={onDismiss} />
    </div>
  );
}
