import { fetchFiles } from '../attempts/fetch-files.ts';
import { pollTrack } from '../attempts/poll.ts';
import { reconcileTrack } from '../attempts/reconcile.ts';
import { submitTrack } from '../attempts/submit.ts';
import type { Core } from '../core.ts';
import type { Claim } from './claim.ts';

/** Does what a claimed row is due for. */
export function runClaim(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  switch (claim.step) {
    case 'submit':
      return submitTrack(core, claim, signal);
    case 'reconcile':
      return reconcileTrack(core, claim, signal);
    case 'poll':
      return pollTrack(core, claim, signal);
    case 'ingest':
      return fetchFiles(core, claim, signal);
  }
}
