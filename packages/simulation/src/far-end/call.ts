import type { Call, Failure } from '@impresario/provider';
import type { Owner } from '../scheduler/operation.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { failureOf } from './failures.ts';

export type Called<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** The caller stopped waiting; what was sent is out of its hands. */
  | { readonly kind: 'stopped'; readonly wasSent: boolean };

export interface Line {
  readonly owner: Owner;
  readonly scheduler: Scheduler;
}

/** What the far end does with a request: `null` in place of an answer is silence. */
export type Serve<T> = (fault: string | null) => Promise<{ readonly answer: T } | null>;

/**
 * One call of a provider in two operations, the request and its reply, so that anything can happen in between. Heeds the
 * caller's signal as an adapter must.
 */
export async function callFarEnd<T>(
  { owner, scheduler }: Line,
  label: string,
  faults: readonly string[],
  { signal }: Call,
  serve: Serve<T>,
): Promise<Called<T>> {
  const request = scheduler.ask({ owner, label, faults, perform: serve });
  const served = await orStopped(request.answer, signal);
  if (served === stopped) return { kind: 'stopped', wasSent: !request.withdraw() };
  if (served === null) {
    await orStopped(new Promise<never>(() => {}), signal);
    return { kind: 'stopped', wasSent: true };
  }
  const reply = scheduler.ask({
    owner,
    label: `${label} reply`,
    faults: [],
    perform: async () => served.answer,
  });
  const value = await orStopped(reply.answer, signal);
  if (value !== stopped) return { kind: 'answered', value };
  reply.withdraw();
  return { kind: 'stopped', wasSent: true };
}

const stopped = Symbol('stopped');

function orStopped<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | typeof stopped> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(stopped);
    // First of all, because an answer that nobody waits for any more may still be an error.
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** What an adapter says of a submit that was stopped. */
export function stoppedFailure(signal: AbortSignal, wasSent: boolean): Failure {
  const kind = signal.reason === 'deadline' ? 'timeout' : 'aborted';
  return { ...failureOf(kind, wasSent ? 'unknown' : 'none', 'submit'), retryable: !wasSent };
}

/** A provider's answer that says so. */
export function failed(failure: Failure) {
  return { answer: { kind: 'failed', failure } as const };
}
