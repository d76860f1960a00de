import type { Core } from '../core.ts';
import { takeDueTracks, type Claim } from './claim.ts';
import { freeSlots } from './free-slots.ts';
import { createJobs } from './jobs.ts';

export interface Worker {
  start(): void;
  /** Looks at the table soon: something was committed that may be due. */
  nudge(): void;
  /** Stops what this process does for a track that was cancelled. */
  interrupt(trackId: string): void;
  /** Takes nothing more, hands back what can be, and waits for the rest. */
  stop(): Promise<void>;
}

/** Takes due rows and runs them; the table is the only queue (GEN-8). */
export function createWorker(core: Core): Worker {
  const jobs = createJobs(core, nudge);
  let state: 'idle' | 'running' | 'stopping' = 'idle';
  let taking: Promise<void> | null = null;
  let takeAgain = false;
  let cancelLook = () => {};

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
      // A row still in hand is not taken again, also when its lease ran out while the database was away.
      const inHand = jobs.claims();
      const claims = await takeDueTracks(core, freeSlots(core, inHand), inHand);
      claims.forEach(jobs.begin);
    } catch (error) {
      core.log.warn({ err: error }, 'due tracks could not be read');
    }
  }

  async function stop(): Promise<void> {
    state = 'stopping';
    cancelLook();
    await taking;
    cancelLook();
    for (const claim of jobs.claims()) if (mayBeStopped(core, claim)) jobs.stop(claim.trackId, 'shutdown');
    await jobs.settled();
    state = 'idle';
  }

  function start(): void {
    state = 'running';
    nudge();
  }

  return { start, nudge, interrupt: (trackId) => jobs.stop(trackId, 'cancelled'), stop };
}

/** A request that may be billed is waited for; a render or a look can be done again by somebody else. */
function mayBeStopped(core: Core, claim: Claim): boolean {
  return (
    claim.step !== 'submit' || core.providers.get(claim.provider)?.capabilities.delivery.repeatable === true
  );
}
