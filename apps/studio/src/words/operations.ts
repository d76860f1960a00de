import type { Operation, OperationResource } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { refundWords } from './refund.ts';
import { stageName } from './stage-name.ts';

/** What an operation is called where it can be chosen. */
export function operationName(operation: Operation): string {
  return say(`words.operation.${operation}`);
}

type Side = Pick<OperationResource, 'operation'>;

function doing({ operation }: Side): string {
  return say(`words.doing.${operation}`);
}

/** What a running operation does just now. */
export function operationStage(operation: OperationResource): string {
  const { stage, status } = operation;
  const words = stage
    ? inMidSentence(stageName(stage))
    : status === 'pending'
      ? say('words.doing.queued')
      : '';
  return words ? say('words.doing.stage', { doing: doing(operation), stage: words }) : doing(operation);
}

function inMidSentence(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** What there is now that a running operation has come to its good end. */
export function operationDone({ operation }: Side): string {
  return say(`words.done.${operation}`);
}

/** Why there is nothing, and what happened to the credits. */
export function operationFailure(operation: OperationResource): string {
  if (operation.status === 'cancelled') return say('words.stopped', { doing: doing(operation) });
  const why = operation.error?.message ?? say('words.failed', { doing: doing(operation) });
  return [why, refundWords(operation)].filter(Boolean).join(' ');
}
