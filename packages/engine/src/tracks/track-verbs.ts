import { admitTrack } from '../admission/admit.ts';
import type { Core } from '../core.ts';
import type { Engine } from '../engine.ts';
import { cancelTrack } from './cancel.ts';
import { claimLateResult } from './claim-late-result.ts';
import { listTracks, readTrack } from './read.ts';
import { removeTrack } from './remove.ts';
import { retryTrack } from './retry.ts';
import { waitForTrack } from './wait.ts';

type TrackVerb =
  | 'admit'
  | 'readTrack'
  | 'listTracks'
  | 'cancelTrack'
  | 'retryTrack'
  | 'removeTrack'
  | 'claimTrack'
  | 'waitForTrack';

/** What a user does with songs. */
export function trackVerbs(core: Core): Pick<Engine, TrackVerb> {
  return {
    admit: (submission) => admitTrack(core, submission),
    readTrack: (userId, trackId) => readTrack(core, userId, trackId),
    listTracks: (userId, query) => listTracks(core, userId, query),
    cancelTrack: (userId, trackId) => cancelTrack(core, userId, trackId),
    retryTrack: (submission, trackId, edits) => retryTrack(core, submission, trackId, edits),
    removeTrack: (userId, trackId) => removeTrack(core, userId, trackId),
    claimTrack: (caller, trackId) => claimLateResult(core, caller, trackId),
    waitForTrack: (userId, trackId, signal, isWanted) =>
      waitForTrack(core, userId, trackId, signal, isWanted),
  };
}
