import type { StopReason } from '../attempts/submit.ts';
import type { Core } from '../core.ts';
import { renewClaims, takeDueTracks, type Claim } from './claim.ts';
import { runClaim } from './run-claim.ts';

/** How many tracks one process has in hand at once where a provider itself sets no limit. */
const slotsPerProvider = 32;

export interface Worker {
  start(): void;
  /** Looks at the table soon: something was committed that may be due. */
  nudge(): void;
  /** Stops what this process does for a track that was cancelled. */
  interrupt(trackId: string): void;
  /** Takes nothing more, hands back what can be, and waits for the rest. */
  stop(): Promise<void>;
}

interface Job {
  readonly claim: Claim;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Takes due rows and runs them; the table is the only queue (GEN-8). */
export function createWorker(core: Core): Worker {
  const jobs = new Map<string, Job>();
  let state: 'idle' | 'running' | 'stopping' = 'idle';
  let taking: Promise<void> | null = null;
  let takeAgain = false;
  let cancelLook = () => {};
  let cancelRenewal = () => {};

  function nudge(): void {
    if (state !== 'running') return;
    if (taking) {
      takeAgain = true;
      return;
    }
    cancelLook();
    taking = take().finally(() => {
      taking = null;
      cancelLook = core.clock.schedule(nudge, core.settings.lookEveryMs);
      if (takeAgain) nudge();
      takeAgain = false;
    });
  }

  async function take(): Promise<void> {
    try {
      const claims = await takeDueTracks(core, freeSlots());
      for (const claim of claims) begin(claim);
    } catch (error) {
      core.log.warn({ err: error }, 'due tracks could not be read');
    }
  }

  function freeSlots(): Record<string, number> {
    const free = core.providers.all().map((provider) => {
      const { id, concurrencyMax } = provider.capabilities;
      const busy = [...jobs.values()].filter(
        (job) => job.claim.provider === id && job.claim.step === 'submit',
      ).length;
      return [id, Math.max(0, (concurrencyMax ?? slotsPerProvider) - busy)] as const;
    });
    return Object.fromEntries(free);
  }

  function begin(claim: Claim): void {
    const abort = new AbortController();
    const done = runClaim(core, claim, abort.signal)
      .catch((error: unknown) =>
        core.log.error({ err: error, trackId: claim.trackId, step: claim.step }, 'step failed'),
      )
      .finally(() => {
        jobs.delete(claim.trackId);
        nudge();
      });
    jobs.set(claim.trackId, { claim, abort, done });
    if (jobs.size === 1) scheduleRenewal();
  }

  function scheduleRenewal(): void {
    cancelRenewal = core.clock.schedule(() => void renew(), core.settings.leaseMs / 3);
  }

  async function renew(): Promise<void> {
    const held = [...jobs.values()];
    if (held.length === 0) return;
    try {
      const ours = await renewClaims(
        core,
        held.map((job) => job.claim),
      );
      for (const job of held) if (!ours.has(job.claim.trackId)) stopJob(job, 'lost-claim');
    } catch (error) {
      core.log.warn({ err: error }, 'claims could not be renewed');
    }
    if (jobs.size > 0) scheduleRenewal();
  }

  function stopJob(job: Job, reason: StopReason): void {
    job.abort.abort(reason);
  }

  function interrupt(trackId: string): void {
    const job = jobs.get(trackId);
    if (job) stopJob(job, 'cancelled');
  }

  /** A request that may be billed is waited for; a render or a look can be done again by somebody else. */
  function mayBeStopped(claim: Claim): boolean {
    return (
      claim.step !== 'submit' || core.providers.get(claim.provider)?.capabilities.delivery.repeatable === true
    );
  }

  async function stop(): Promise<void> {
    state = 'stopping';
    cancelLook();
    await taking;
    cancelLook();
    const held = [...jobs.values()];
    for (const job of held) if (mayBeStopped(job.claim)) stopJob(job, 'shutdown');
    await Promise.all(held.map((job) => job.done));
    cancelRenewal();
    state = 'idle';
  }

  function start(): void {
    state = 'running';
    nudge();
  }

  return { start, nudge, interrupt, stop };
}
