import { isSongOperation, type Operation, type OperationResult } from '@impresario/protocol';
import { isEssential, isStored, keepStored, withFiles, type StagedClip } from '../assets/staged-clip.ts';
import { end, later } from './deciding.ts';
import type { Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import type { Timing, TrackState } from './track-state.ts';

interface Made {
  readonly clips: readonly StagedClip[];
  readonly result?: OperationResult | null;
}

/** What a provider made: to be fetched, or complete already. null when what was asked for is not among it. */
export function decideResult(track: TrackState, made: Made, now: Date, timing: Timing): Decision | null {
  const clips = made.clips
    .filter((clip) => delivers(track.operation, clip))
    .map((clip) => ownFiles(track.operation, clip))
    .map((clip) => keepStored(clip, track.attempt?.clips ?? []));
  const result = made.result ?? null;
  if (answersInWords(track.operation) ? result === null : clips.length === 0) return null;
  if (isStored(clips)) return { do: 'complete', clips, result };
  // A second fetch, with fresh addresses, shares the time of the first.
  const isSecond = track.attempt?.status === 'finished';
  const deadlineAt = isSecond ? track.deadlineAt : later(now, timing.maxDownloadMs);
  return { do: 'fetch', clips, deadlineAt };
}

/** Whether a clip has what the operation is about. */
export function delivers(operation: Operation, clip: StagedClip): boolean {
  switch (operation) {
    case 'stems':
      return clip.stems.length > 0;
    case 'wav':
      return clip.wav !== null;
    case 'video':
      return clip.video !== null;
    default:
      return !answersInWords(operation) && clip.audio !== null;
  }
}

function answersInWords(operation: Operation): boolean {
  return ['persona', 'lyrics', 'timestamped-lyrics', 'style'].includes(operation);
}

/** What is asked of a version adds its own kind of file to it, and never replaces the audio there is. */
function ownFiles(operation: Operation, clip: StagedClip): StagedClip {
  if (isSongOperation(operation)) return clip;
  return withFiles(clip, (kind, _name, file) => (isEssential(operation, kind) ? file : null));
}

export function decideFiles(clips: readonly StagedClip[]): Decision {
  return { do: 'complete', clips, result: null };
}

/** After so many tries the addresses themselves are doubted. */
const triesBeforeAsking = 2;

export function decideMissingFiles(
  track: TrackState,
  { clips, failure, retryAt }: Extract<Observation, { saw: 'files-missing' }>,
): Decision {
  if (!failure.retryable || retryAt >= track.deadlineAt) return end('failed', failure.kind, true, failure);
  const mayAsk = failure.kind === 'output-expired' && track.attempt?.handle != null;
  if (mayAsk && track.pollCount + 1 >= triesBeforeAsking) return { do: 'ask-addresses', clips, at: retryAt };
  return { do: 'fetch-again', clips, at: retryAt };
}
