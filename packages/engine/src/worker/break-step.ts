import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { Claim } from './claim.ts';

/** A step that threw is done again after a pause, and ends its track at the deadline: it cannot break for ever (GEN-11). */
export async function breakStep(core: Core, claim: Claim, error: unknown): Promise<void> {
  core.log.error({ err: error, trackId: claim.trackId, step: claim.step }, 'step failed');
  try {
    await apply(core, claim.trackId, claim, { saw: 'broken-step' });
  } catch (second) {
    // Then the lease runs out, and whoever takes the row next tries again.
    core.log.warn({ err: second, trackId: claim.trackId }, 'broken step was not written');
  }
}
