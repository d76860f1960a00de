import type { StopReason } from '../attempts/submit.ts';
import type { Core } from '../core.ts';
import { breakStep } from './break-step.ts';
import { renewClaims, type Claim } from './claim.ts';
import { runClaim } from './run-claim.ts';

interface Job {
  readonly claim: Claim;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The claims one process has in hand. */
export interface Jobs {
  begin(claim: Claim): void;
  claims(): Claim[];
  /** Stops the work on one track, if it is in hand. */
  stop(trackId: string, reason: StopReason): void;
  /** Resolves when everything in hand now is done. */
  settled(): Promise<void>;
}

/** Runs claims and keeps renewing them while they run; a claim lost to another process is stopped. */
export function createJobs(core: Core, onEnd: () => void): Jobs {
  const jobs = new Map<string, Job>();
  let cancelRenewal = () => {};

  function begin(claim: Claim): void {
    const abort = new AbortController();
    const done = runClaim(core, claim, abort.signal)
      .catch((error: unknown) => breakStep(core, claim, error))
      .finally(() => {
        jobs.delete(claim.trackId);
        if (jobs.size === 0) cancelRenewal();
        onEnd();
      });
    jobs.set(claim.trackId, { claim, abort, done });
    if (jobs.size === 1) scheduleRenewal();
  }

  function scheduleRenewal(): void {
    // One renewal at a time, however often the last job ends and a first one begins.
    cancelRenewal();
    cancelRenewal = core.clock.schedule(() => void renew(), core.settings.leaseMs / 3);
  }

  async function renew(): Promise<void> {
    const held = claims();
    try {
      const ours = await renewClaims(core, held);
      for (const { trackId } of held) if (!ours.has(trackId)) stop(trackId, 'lost-claim');
    } catch (error) {
      core.log.warn({ err: error }, 'claims could not be renewed');
    }
    if (jobs.size > 0) scheduleRenewal();
  }

  function claims(): Claim[] {
    return [...jobs.values()].map((job) => job.claim);
  }

  function stop(trackId: string, reason: StopReason): void {
    jobs.get(trackId)?.abort.abort(reason);
  }

  async function settled(): Promise<void> {
    await Promise.all([...jobs.values()].map((job) => job.done));
  }

  return { begin, claims, stop, settled };
}
