import type { Failure, PollOutcome, Snapshot, TaskHandle } from '@impresario/provider';
import { stagedAsIs } from '../assets/staged-as-is.ts';
import { decideResult } from './decide-files.ts';
import { asFraction, end, followTask, isLive, later, nothing, tryAgain } from './deciding.ts';
import type { Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import type { Timing, TrackState } from './track-state.ts';

type Callback = Extract<Observation, { saw: 'callback' }>;

/** One look at a task. `began` is when the provider was asked; null when it told us itself. */
export function decideLook(
  track: TrackState,
  outcome: PollOutcome,
  began: Date | null,
  now: Date,
  timing: Timing,
): Decision {
  const snapshot = outcome.kind === 'seen' ? outcome.snapshot : null;
  const isMade = track.attempt?.status === 'finished';
  // What is made is never made again (GEN-6): a provider that denies it now is asked for its files till the deadline.
  if (snapshot?.state === 'failed' && !isMade) return decideFailedTask(track, snapshot.failure, now);
  const clips = snapshot && 'clips' in snapshot ? snapshot.clips.map(stagedAsIs) : [];
  if (snapshot?.state === 'succeeded') {
    const made = decideResult(track, { clips, result: snapshot.result ?? null }, now, timing);
    if (made) return made;
  }
  if (now >= track.deadlineAt) return end('failed', isMade ? 'output-expired' : 'timeout', true, null);
  const progress = snapshot?.state === 'running' ? asFraction(snapshot.progress) : null;
  const isOutdated = began !== null && track.hintedAt !== null && track.hintedAt >= began;
  // A moment later, so that this look does not count as begun before the hint as well.
  const at = isOutdated ? later(now, 1) : nextLook(track, snapshot, now, timing);
  return { do: 'look-again', at, progress, clips };
}

/**
 * What a provider posted about the newest attempt (CAL-2, CAL-4). It names the task of an attempt whose reply is not
 * here yet; beyond that a hint only asks for a look, and what is wholly authenticated is as good as one.
 */
export function decideCallback(track: TrackState, seen: Callback, now: Date, timing: Timing): Decision {
  const { attempt } = track;
  if (attempt?.status === 'sending' || attempt?.status === 'unknown') {
    return followTask(track, seen.handle, now, now, timing);
  }
  if (track.step !== 'poll') return nothing;
  if (!seen.trusted || seen.snapshot.state === 'unrecognised') return { do: 'look-soon' };
  return decideLook(track, { kind: 'seen', snapshot: seen.snapshot }, null, now, timing);
}

/** News of a track that is over: its task, and whether the provider has a song for it after all. */
export function decideLateNews(track: TrackState, seen: Callback): Decision {
  if (track.attempt?.id !== seen.attemptId || !isLive(track)) return nothing;
  if (seen.snapshot.state === 'succeeded') return { do: 'note-late-result', handle: seen.handle };
  return track.attempt.status === 'accepted' ? nothing : { do: 'note-task', handle: seen.handle };
}

/** The task of an attempt whose reply was lost was searched for. */
export function decideSearch(
  track: TrackState,
  handle: TaskHandle | null,
  now: Date,
  timing: Timing,
): Decision {
  if (handle) return followTask(track, handle, later(now, timing.pollInitialMs), now, timing);
  if (now >= track.deadlineAt) return end('failed', 'unknown-outcome', true, null);
  return { do: 'search-again', at: nextLook(track, null, now, timing) };
}

/** The provider itself declared the task failed, so a new attempt may follow (GEN-9). */
function decideFailedTask(track: TrackState, failure: Failure, now: Date): Decision {
  if (failure.sideEffect === 'unknown') return end('failed', failure.kind, true, failure);
  return tryAgain(track, failure, now);
}

/** Where callbacks are trusted, looks are only a safety net: this much rarer, and never rarer than the longest pause. */
const trustedSlowdown = 3;

function nextLook(track: TrackState, snapshot: Snapshot | null, now: Date, timing: Timing): Date {
  // All was said to be done and something is missing: that mends itself in a moment or never.
  const isAlmostDone = snapshot?.state === 'succeeded';
  const slowdown = track.delivery?.callbacks === 'trusted' && track.hintedAt !== null ? trustedSlowdown : 1;
  const pauseMs = isAlmostDone
    ? timing.pollInitialMs
    : timing.pollInitialMs * timing.pollBackoff ** (track.pollCount + 1) * slowdown;
  const at = later(now, Math.min(timing.pollMaxMs, pauseMs));
  return at < track.deadlineAt ? at : track.deadlineAt;
}
