import type { Operation, OperationResource } from '@impresario/protocol';
import { refundWords } from './refund.ts';

/** What an operation is called where it can be chosen. */
export const operationNames: Readonly<Record<Operation, string>> = {
  generate: 'Create',
  extend: 'Extend',
  cover: 'Cover',
  'add-vocals': 'Add vocals',
  'add-instrumental': 'Add instruments',
  'replace-section': 'Replace a section',
  stems: 'Stems',
  wav: 'WAV',
  video: 'Video',
  persona: 'Make a persona',
  lyrics: 'Write lyrics',
  'timestamped-lyrics': 'Timed lyrics',
  style: 'Boost the style',
};

const doing: Readonly<Record<OperationResource['operation'], string>> = {
  stems: 'Taking the stems apart',
  wav: 'Making the WAV',
  video: 'Making the video',
  persona: 'Making the persona',
  lyrics: 'Writing lyrics',
  'timestamped-lyrics': 'Timing the words',
  style: 'Wording the style',
};

/** What a running operation does just now. */
export function operationStage({ operation, stage, status }: OperationResource): string {
  const words = stage ?? (status === 'pending' ? 'in the queue' : '');
  return words ? `${doing[operation]}: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : doing[operation];
}

const done: Readonly<Record<OperationResource['operation'], string>> = {
  stems: 'The stems are there.',
  wav: 'The WAV is there.',
  video: 'The video is there.',
  persona: 'The persona is there.',
  lyrics: 'Lyrics are there.',
  'timestamped-lyrics': 'The words are timed.',
  style: 'The style is worded.',
};

/** What there is now that a running operation has come to its good end. */
export function operationDone(operation: Pick<OperationResource, 'operation'>): string {
  return done[operation.operation];
}

/** Why there is nothing, and what happened to the credits. */
export function operationFailure(operation: OperationResource): string {
  if (operation.status === 'cancelled') return `${doing[operation.operation]} was stopped.`;
  const why = operation.error?.message ?? `${doing[operation.operation]} did not come off.`;
  return [why, refundWords(operation)].filter(Boolean).join(' ');
}
