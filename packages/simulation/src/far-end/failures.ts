import type { Dice } from '@impresario/engine';
import type { Failure, FailureKind } from '@impresario/provider';

type Phase = 'submit' | 'poll' | 'task';

/** What a provider's failures may be, each with how often. */
const kinds: Readonly<Record<Phase, readonly FailureKind[]>> = {
  submit: [
    'rate-limited',
    'rate-limited',
    'concurrency-limited',
    'overloaded',
    'overloaded',
    'upstream-fault',
    'upstream-fault',
    'bad-response',
    'network',
    'network',
    'moderated',
    'invalid-request',
    'auth',
    'no-credit',
  ],
  poll: ['network', 'upstream-fault', 'rate-limited', 'bad-response', 'task-lost'],
  task: ['upstream-fault', 'upstream-fault', 'moderated', 'copyrighted', 'bad-response'],
};

const lasting: readonly FailureKind[] = ['moderated', 'invalid-request', 'copyrighted', 'auth', 'no-credit'];

export function chooseFailure(phase: Phase, dice: Dice): Failure {
  const from = kinds[phase];
  const kind = from[Math.floor(dice.fraction() * from.length)]!;
  return failureOf(kind, phase === 'submit' ? 'none' : 'accepted', phase === 'submit' ? 'submit' : 'poll');
}

export function failureOf(
  kind: FailureKind,
  sideEffect: Failure['sideEffect'],
  phase: Failure['phase'],
): Failure {
  const wait = kind === 'rate-limited' ? { retryAfterMs: 2_000 } : {};
  const retryable = !lasting.includes(kind);
  return { kind, phase, message: 'simulated', sideEffect, retryable, canFailOver: true, ...wait };
}
