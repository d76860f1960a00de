import type { Failure, TaskHandle } from '@impresario/provider';
import type { Decision } from './decision.ts';
import { retryAt } from './retry-at.ts';
import { trackError } from './track-error.ts';
import type { Timing, TrackState } from './track-state.ts';

/** What the decisions about a submit, a task and its files have in common. */

export const nothing: Decision = { do: 'nothing' };

export function end(
  status: 'failed' | 'cancelled',
  why: Parameters<typeof trackError>[0],
  refund: boolean,
  failure: Failure | null,
): Decision {
  return { do: 'end', status, error: trackError(why, refund), refund, failure };
}

export function tryAgain(track: TrackState, failure: Failure, now: Date): Decision {
  const at = retryAt(track, failure, now);
  if (at && at < giveUpAt(track)) {
    return { do: 'try-again', at, failure, duringOutage: track.isProviderDown };
  }
  return end('failed', failure.kind, true, failure);
}

export function followTask(
  track: TrackState,
  handle: TaskHandle,
  lookAt: Date,
  now: Date,
  timing: Timing,
): Decision {
  const deadlineAt = startingDeadline(track, now, timing.maxProcessingMs);
  return { do: 'follow-task', handle, lookAt, deadlineAt };
}

/** The clock starts with the first attempt that is processed; later ones share it, else a track could go on for ever. */
export function startingDeadline(track: TrackState, now: Date, waitMs: number): Date {
  return track.status === 'processing' ? track.deadlineAt : later(now, waitMs);
}

export function giveUpAt(track: TrackState): Date {
  return track.status === 'pending' ? track.queueDeadlineAt : track.deadlineAt;
}

/** Whether the newest attempt may still bring a song. */
export function isLive(track: TrackState): boolean {
  return ['sending', 'accepted', 'unknown'].includes(track.attempt?.status ?? '');
}

/** What a provider says of its progress, as a fraction; null when it is not one at all. */
export function asFraction(said: number | null): number | null {
  return said === null || !Number.isFinite(said) ? null : Math.min(1, Math.max(0, said));
}

export function later(now: Date, delayMs: number): Date {
  return new Date(now.getTime() + delayMs);
}
