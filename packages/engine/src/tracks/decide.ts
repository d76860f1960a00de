import { isTerminal } from '@impresario/protocol';
import type { Failure, PollOutcome, Progress, TaskHandle } from '@impresario/provider';
import { isStored, type StagedClip } from '../assets/staged-clip.ts';
import { stagedAsIs } from '../assets/staged-as-is.ts';
import type { Decision } from './decision.ts';
import type { AttemptOutcome, Observation } from './observation.ts';
import { retryAt } from './retry-at.ts';
import { trackError } from './track-error.ts';
import type { Timing, TrackState } from './track-state.ts';

const nothing: Decision = { do: 'nothing' };

/**
 * What an observation means for a track (GEN-4). Pure, and the same whatever order observations come in: what
 * no longer fits the track's step is a duplicate or a straggler and changes nothing.
 */
export function decide(track: TrackState, seen: Observation, now: Date, timing: Timing): Decision {
  if (isTerminal(track.status)) return decideStraggler(track, seen);
  switch (seen.saw) {
    case 'turn':
      return track.step === 'submit' ? decideTurn(track, seen.attemptId, now, timing) : nothing;
    case 'progress':
      return decideProgress(track, seen.progress);
    case 'outcome':
      return track.attempt?.id === seen.attemptId && isLive(track)
        ? decideOutcome(track, seen.outcome, now, timing)
        : nothing;
    case 'handed-back':
      return decideHandedBack(track, now);
    case 'look':
      return track.step === 'poll' ? decideLook(track, seen.outcome, now, timing) : nothing;
    case 'search':
      return track.step === 'reconcile' ? decideSearch(track, seen.handle, now, timing) : nothing;
    case 'files':
      return track.step === 'ingest' ? { do: 'complete', clips: seen.clips } : nothing;
    case 'files-missing':
      return track.step === 'ingest' ? decideMissingFiles(track, seen.failure, seen.retryAt) : nothing;
    case 'broken-step':
      return decideBrokenStep(track, now);
    case 'cancel':
      return end('cancelled', 'cancelled', !mayBeBilled(track), null);
  }
}

/** Terminal absorbs; only the address of a task that began meanwhile is worth noting. */
function decideStraggler(track: TrackState, seen: Observation): Decision {
  const began =
    seen.saw === 'outcome' && seen.outcome.kind === 'accepted' && track.attempt?.id === seen.attemptId;
  return began && isLive(track) ? { do: 'note-task', handle: seen.outcome.handle } : nothing;
}

function decideProgress(track: TrackState, { fraction, stage }: Progress): Decision {
  if (track.attempt?.status !== 'sending') return nothing;
  return { do: 'show-progress', progress: { fraction: asFraction(fraction) ?? 0, stage } };
}

function decideTurn(track: TrackState, attemptId: string, now: Date, timing: Timing): Decision {
  const { attempt, delivery } = track;
  // Our own attempt: its row was committed although we did not hear so.
  if (attempt?.id === attemptId) return { do: 'start-attempt', abandon: false, deadlineAt: track.deadlineAt };
  // An attempt that somebody began and never reported: nobody knows what the provider did (GEN-3).
  if (attempt?.status === 'sending' && !delivery?.repeatable) return { do: 'search-again', at: now };
  if (!delivery) return end('failed', 'upstream-fault', true, null);
  if (track.status === 'pending' && now >= track.queueDeadlineAt) return end('failed', 'queue', true, null);
  const isLate = track.status === 'processing' && now >= track.deadlineAt;
  if (isLate && !wasInterrupted(track)) return end('failed', 'timeout', true, null);
  const waitMs =
    delivery.shape === 'inline'
      ? timing.inlineSubmitTimeoutMs
      : timing.submitTimeoutMs + timing.maxProcessingMs;
  const deadlineAt = isLate ? later(now, waitMs) : startingDeadline(track, now, waitMs);
  return { do: 'start-attempt', abandon: attempt?.status === 'sending', deadlineAt };
}

/** The clock starts with the first attempt that is processed; later ones share it, else a track could go on for ever. */
function startingDeadline(track: TrackState, now: Date, waitMs: number): Date {
  return track.status === 'processing' ? track.deadlineAt : later(now, waitMs);
}

/** A song that ends the process each time it is made must not be begun for ever. */
const interruptionsMax = 5;

/** Our own process ended in the middle of work that costs nothing to do again: the time it was down does not count. */
function wasInterrupted({ attempt, delivery }: TrackState): boolean {
  const isOurs = attempt?.status === 'sending' || attempt?.status === 'abandoned';
  return isOurs && delivery?.repeatable === true && attempt.number < interruptionsMax;
}

function decideOutcome(track: TrackState, outcome: AttemptOutcome, now: Date, timing: Timing): Decision {
  switch (outcome.kind) {
    case 'accepted':
      return followTask(track, outcome.handle, now, timing);
    case 'finished':
      return decideClips(outcome.clips.filter(isPlayable), now, timing);
    case 'failed':
      return decideFailedCall(track, outcome.failure, now);
  }
}

function decideClips(clips: readonly StagedClip[], now: Date, timing: Timing): Decision {
  if (clips.length === 0) return end('failed', noAudio.kind, true, noAudio);
  if (isStored(clips)) return { do: 'complete', clips };
  return { do: 'fetch', clips, deadlineAt: later(now, timing.maxDownloadMs) };
}

const noAudio: Failure = {
  kind: 'output-invalid',
  phase: 'submit',
  message: 'The provider reported success and sent no audio.',
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

function tryAgain(track: TrackState, failure: Failure, now: Date): Decision {
  const at = retryAt(track, failure, now);
  if (at && at < giveUpAt(track)) return { do: 'try-again', at, failure };
  return end('failed', failure.kind, true, failure);
}

function giveUpAt(track: TrackState): Date {
  return track.status === 'pending' ? track.queueDeadlineAt : track.deadlineAt;
}

function decideLook(track: TrackState, outcome: PollOutcome, now: Date, timing: Timing): Decision {
  const snapshot = outcome.kind === 'seen' ? outcome.snapshot : null;
  if (snapshot?.state === 'failed') return decideFailedTask(track, snapshot.failure, now);
  const clips = snapshot && 'clips' in snapshot ? snapshot.clips.map(stagedAsIs) : [];
  const playable = clips.filter(isPlayable);
  if (snapshot?.state === 'succeeded' && playable.length > 0) return decideClips(playable, now, timing);
  if (now >= track.deadlineAt) return end('failed', 'timeout', true, null);
  const progress = snapshot?.state === 'running' ? asFraction(snapshot.progress) : null;
  return { do: 'look-again', at: nextLook(track, now, timing), progress, clips };
}

/** The provider itself declared the task failed, so a new attempt may follow (GEN-9). */
function decideFailedTask(track: TrackState, failure: Failure, now: Date): Decision {
  if (failure.sideEffect === 'unknown') return end('failed', failure.kind, true, failure);
  return tryAgain(track, failure, now);
}

function nextLook(track: TrackState, now: Date, timing: Timing): Date {
  const pauseMs = Math.min(
    timing.pollMaxMs,
    timing.pollInitialMs * timing.pollBackoff ** (track.pollCount + 1),
  );
  const at = later(now, pauseMs);
  return at < track.deadlineAt ? at : track.deadlineAt;
}

function decideSearch(track: TrackState, handle: TaskHandle | null, now: Date, timing: Timing): Decision {
  if (handle) return followTask(track, handle, now, timing);
  if (now >= track.deadlineAt) return end('failed', 'unknown-outcome', true, null);
  return { do: 'search-again', at: nextLook(track, now, timing) };
}

function decideMissingFiles(track: TrackState, failure: Failure, at: Date): Decision {
  if (failure.retryable && at < track.deadlineAt) return { do: 'fetch-again', at };
  return end('failed', failure.kind, true, failure);
}

/** Only what is free of charge may be begun anew by somebody else. */
function decideHandedBack(track: TrackState, now: Date): Decision {
  if (track.attempt?.status !== 'sending' || !track.delivery?.repeatable) return nothing;
  return { do: 'try-again', at: now, failure: null };
}

const brokenPauseMs = 10_000;

/** No step may break for ever: at its deadline the track ends (GEN-11). */
function decideBrokenStep(track: TrackState, now: Date): Decision {
  const again: Decision = { do: 'postpone', at: later(now, brokenPauseMs) };
  // Its next turn decides whether this may be sent again or must be searched for.
  if (track.attempt?.status === 'sending' || now < giveUpAt(track)) return again;
  if (track.step === 'reconcile') return end('failed', 'unknown-outcome', true, null);
  return end('failed', track.step === 'ingest' ? 'output-invalid' : 'upstream-fault', true, null);
}

function followTask(track: TrackState, handle: TaskHandle, now: Date, timing: Timing): Decision {
  const deadlineAt = startingDeadline(track, now, timing.maxProcessingMs);
  return { do: 'follow-task', handle, lookAt: later(now, timing.pollInitialMs), deadlineAt };
}

function end(
  status: 'failed' | 'cancelled',
  why: Parameters<typeof trackError>[0],
  refund: boolean,
  failure: Failure | null,
): Decision {
  return { do: 'end', status, error: trackError(why, refund), refund, failure };
}

/** Whether the newest attempt may still bring a song. */
function isLive(track: TrackState): boolean {
  return ['sending', 'accepted', 'unknown'].includes(track.attempt?.status ?? '');
}

/** Whether the provider may charge us for work it has begun. */
function mayBeBilled(track: TrackState): boolean {
  const began = isLive(track) || track.attempt?.status === 'finished';
  return began && !track.delivery?.repeatable;
}

function isPlayable(clip: StagedClip): boolean {
  return clip.audio !== null;
}

/** What a provider says of its progress, as a fraction; null when it is not one at all. */
function asFraction(said: number | null): number | null {
  return said === null || !Number.isFinite(said) ? null : Math.min(1, Math.max(0, said));
}

function later(now: Date, delayMs: number): Date {
  return new Date(now.getTime() + delayMs);
}
