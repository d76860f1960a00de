import type { Failure } from '@impresario/provider';
import { decideResult } from './decide-files.ts';
import { end, followTask, later, startingDeadline, tryAgain } from './deciding.ts';
import type { Decision } from './decision.ts';
import type { AttemptOutcome } from './observation.ts';
import type { Timing, TrackState } from './track-state.ts';

/** A worker holds the row: may the provider be called now? */
export function decideTurn(track: TrackState, attemptId: string, now: Date, timing: Timing): Decision {
  const { attempt, delivery } = track;
  // Our own attempt: its row was committed although we did not hear so.
  if (attempt?.id === attemptId) return { do: 'start-attempt', abandon: false, deadlineAt: track.deadlineAt };
  // An attempt that somebody began and never reported: nobody knows what the provider did (GEN-3).
  if (attempt?.status === 'sending' && !delivery?.repeatable) return { do: 'search-again', at: now };
  if (!delivery) return end('failed', 'upstream-fault', true, null);
  if (track.status === 'pending' && now >= track.queueDeadlineAt) return end('failed', 'queue', true, null);
  const isLate = track.status === 'processing' && now >= track.deadlineAt;
  if (isLate && !wasInterrupted(track)) return end('failed', 'timeout', true, null);
  if (track.submitAt) return { do: 'postpone', at: track.submitAt };
  const waitMs =
    delivery.shape === 'inline'
      ? timing.inlineSubmitTimeoutMs
      : timing.submitTimeoutMs + timing.maxProcessingMs;
  const deadlineAt = isLate ? later(now, waitMs) : startingDeadline(track, now, waitMs);
  return { do: 'start-attempt', abandon: attempt?.status === 'sending', deadlineAt };
}

/** A song that ends the process each time it is made must not be begun for ever. */
const interruptionsMax = 5;

/** Our own process ended in the middle of work that costs nothing to do again: the time it was down does not count. */
function wasInterrupted({ attempt, delivery }: TrackState): boolean {
  const isOurs = attempt?.status === 'sending' || attempt?.status === 'abandoned';
  return isOurs && delivery?.repeatable === true && attempt.number < interruptionsMax;
}

/** What one call of the provider brought. */
export function decideOutcome(
  track: TrackState,
  outcome: AttemptOutcome,
  now: Date,
  timing: Timing,
): Decision {
  switch (outcome.kind) {
    case 'accepted':
      return followTask(track, outcome.handle, later(now, timing.pollInitialMs), now, timing);
    case 'finished':
      return decideResult(track, outcome, now, timing) ?? end('failed', nothingMade.kind, true, nothingMade);
    case 'failed':
      return decideFailedCall(track, outcome.failure, now);
  }
}

const nothingMade: Failure = {
  kind: 'output-invalid',
  phase: 'submit',
  message: 'The provider reported success and sent nothing that was asked for.',
  sideEffect: 'accepted',
  retryable: false,
  canFailOver: false,
};

/** A call that failed: sent again only when no billable work may have started (GEN-3, GEN-9). */
function decideFailedCall(track: TrackState, failure: Failure, now: Date): Decision {
  // Whatever a repeatable provider began is free of charge and without effect.
  if (track.delivery?.repeatable) return tryAgain(track, { ...failure, sideEffect: 'none' }, now);
  if (failure.sideEffect === 'unknown') return { do: 'search-again', at: now };
  if (failure.sideEffect === 'accepted') return end('failed', failure.kind, true, failure);
  return tryAgain(track, failure, now);
}
