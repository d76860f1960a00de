import type { Failure, FailureKind } from '@impresario/provider';
import type { Dialect } from './dialects.ts';

interface Ending {
  readonly kind: FailureKind;
  readonly words: string;
}

/**
 * Why a task failed: `errorCode` of record-info, `code` of a callback (docs.sunoapi.org and docs.kie.ai, callback pages, read 2026-09).
 * Only 531 promises that the credits came back; a fault of the provider's own (500, 501) may still be tried anew, as GEN-9 says.
 */
const sharedEndings: Readonly<Record<number, Ending>> = {
  408: { kind: 'timeout', words: 'it got no result in time' },
  413: { kind: 'copyrighted', words: 'the audio matches an existing work' },
  451: { kind: 'invalid-request', words: 'it could not fetch the source file' },
  500: { kind: 'upstream-fault', words: 'it had a fault of its own' },
  501: { kind: 'upstream-fault', words: 'the generation failed' },
  531: { kind: 'upstream-fault', words: 'the generation failed and was not charged' },
};

const ownEndings: Readonly<Record<Dialect, Readonly<Record<number, Ending>>>> = {
  // One code for a wrong parameter and for refused content; the words for the former fit both.
  sunoapi: { 400: { kind: 'invalid-request', words: 'it does not accept a value or the content' } },
  kie: { 400: { kind: 'copyrighted', words: 'the lyrics are protected' } },
};

const unexplained: Ending = { kind: 'upstream-fault', words: 'it gave no reason' };
const blockedWords: Ending = { kind: 'moderated', words: 'the words were refused' };

export interface FailedTask {
  readonly dialect: Dialect;
  /** The status word, which says more than the code where it is SENSITIVE_WORD_ERROR. */
  readonly word: string;
  readonly code: number | null;
  readonly phase: 'poll' | 'callback';
}

/**
 * The failure of a task that Suno itself declares failed. Its own explanation is text for people, sometimes with the user's words
 * in it, and is never read.
 */
export function taskFailure({ dialect, word, code, phase }: FailedTask): Failure {
  const byCode = code === null ? undefined : (ownEndings[dialect][code] ?? sharedEndings[code]);
  const { kind, words } = word === 'SENSITIVE_WORD_ERROR' ? blockedWords : (byCode ?? unexplained);
  const isMendable = kind === 'upstream-fault';
  return {
    kind,
    phase,
    message: `Suno could not finish the task: ${words}.`,
    // The task was accepted and is over; that lets the engine begin a new attempt where `retryable` says so.
    sideEffect: 'accepted',
    retryable: isMendable,
    canFailOver: isMendable,
    upstream: { code: code === null ? word : String(code) },
  };
}
