import type { TaskHandle } from '@impresario/provider';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { readClaimed } from './read-claimed.ts';
import { isOurStop } from './stop-reason.ts';

/** Looks for the task of an attempt whose reply was lost, where the provider can be asked (GEN-3). */
export async function reconcileTrack(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const { attempt } = await persistently(core, () => readClaimed(core, claim.trackId));
  const handle = attempt ? await find(core, claim, attempt.correlation, signal) : null;
  const seen =
    handle === null && isOurStop(signal)
      ? ({ saw: 'handed-back', clips: null } as const)
      : ({ saw: 'search', handle } as const);
  await persistently(core, () => apply(core, claim.trackId, claim, seen));
}

async function find(
  core: Core,
  claim: Claim,
  correlation: string,
  signal: AbortSignal,
): Promise<TaskHandle | null> {
  const provider = core.providers.get(claim.provider);
  if (!provider?.find) return null;
  const { find: ask } = provider;
  try {
    return await withDeadline(core.clock, core.settings.submitTimeoutMs, signal, (callSignal) =>
      ask.call(provider, correlation, { signal: callSignal }),
    );
  } catch (error) {
    core.log.warn({ err: error, trackId: claim.trackId, provider: claim.provider }, 'look-up failed');
    return null;
  }
}
