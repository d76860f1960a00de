import type { Change } from '@impresario/engine';
import type { TrackSnapshot, TrackStatus } from '@impresario/protocol';
import { refuse, type Refusal } from '../replies/refusal.ts';

/** The reply to a change: `done` shapes the good one, `illegal` words why its status forbids it. */
export function changeAnswer(
  change: Change,
  done: (track: TrackSnapshot) => Response,
  illegal: (status: TrackStatus) => string,
): Response | Refusal {
  if (change.kind === 'not-found') return noSuchTrack();
  if (change.kind === 'illegal') return refuse('illegal_transition', illegal(change.status));
  return done(change.track);
}

/** The same words whether it never was or is somebody else's (SEC-1). */
export function noSuchTrack(): Refusal {
  return refuse('not_found', 'There is no track with this id.');
}
