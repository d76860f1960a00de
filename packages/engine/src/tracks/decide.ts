import { isTerminal } from '@impresario/protocol';
import type { Progress } from '@impresario/provider';
import type { StagedClip } from '../assets/staged-clip.ts';
import { decideFiles, decideMissingFiles } from './decide-files.ts';
import { decideOutcome, decideTurn } from './decide-submit.ts';
import { decideCallback, decideLateNews, decideLook, decideSearch } from './decide-task.ts';
import { asFraction, end, giveUpAt, isLive, later, nothing } from './deciding.ts';
import { overVariants } from './over-variants.ts';
import type { Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import type { Timing, TrackState } from './track-state.ts';

/**
 * What an observation means for a track (GEN-4). Pure, and the same whatever order observations come in: what
 * no longer fits the track's step is a duplicate or a straggler and changes nothing.
 */
export function decide(track: TrackState, seen: Observation, now: Date, timing: Timing): Decision {
  return overVariants(track, decideOne(track, seen, now, timing), now, timing);
}

function decideOne(track: TrackState, seen: Observation, now: Date, timing: Timing): Decision {
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
      return decideHandedBack(track, seen.clips, now);
    case 'look':
      return track.step === 'poll' ? decideLook(track, seen.outcome, seen.began, now, timing) : nothing;
    case 'callback':
      return track.attempt?.id === seen.attemptId ? decideCallback(track, seen, now, timing) : nothing;
    case 'search':
      return track.step === 'reconcile' ? decideSearch(track, seen.handle, now, timing) : nothing;
    case 'files':
      return track.step === 'ingest' ? decideFiles(seen.clips) : nothing;
    case 'files-missing':
      return track.step === 'ingest' ? decideMissingFiles(track, seen) : nothing;
    case 'broken-step':
      return decideBrokenStep(track, now);
    case 'cancel':
      return end('cancelled', 'cancelled', !mayBeBilled(track), null);
  }
}

/** Terminal absorbs; only what a provider may have made for it meanwhile is worth noting. */
function decideStraggler(track: TrackState, seen: Observation): Decision {
  if (seen.saw === 'callback') return decideLateNews(track, seen);
  const began =
    seen.saw === 'outcome' && seen.outcome.kind === 'accepted' && track.attempt?.id === seen.attemptId;
  return began && isLive(track) ? { do: 'note-task', handle: seen.outcome.handle } : nothing;
}

function decideProgress(track: TrackState, { fraction, stage }: Progress): Decision {
  if (track.attempt?.status !== 'sending') return nothing;
  return { do: 'show-progress', progress: { fraction: asFraction(fraction) ?? 0, stage } };
}

/** A look, a search or a download is done again at once, also after the deadline; of renders only what costs nothing. */
function decideHandedBack(track: TrackState, clips: readonly StagedClip[] | null, now: Date): Decision {
  if (track.step === 'ingest' && clips) return { do: 'fetch-again', clips, at: now };
  if (track.step !== 'submit') return { do: 'postpone', at: now };
  if (track.attempt?.status !== 'sending' || !track.delivery?.repeatable) return nothing;
  return { do: 'try-again', at: now, failure: null, duringOutage: false };
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

/** Whether the provider may charge us for work it has begun, by the newest call or by an earlier one that brought a version. */
function mayBeBilled(track: TrackState): boolean {
  const began = isLive(track) || track.attempt?.status === 'finished' || track.variants.made > 0;
  return began && !track.delivery?.repeatable;
}
