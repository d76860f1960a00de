import type { Failure, PollOutcome, TaskHandle } from '@impresario/provider';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { fetchFiles } from './fetch-files.ts';
import { readClaimed } from './read-claimed.ts';
import { isOurStop } from './stop-reason.ts';
import { stopTask } from './stop-task.ts';

/** Looks at a running task once and brings what was seen (GEN-8). */
export async function pollTrack(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const { attempt } = await persistently(core, () => readClaimed(core, claim.trackId));
  const began = core.clock.now();
  const outcome = await look(core, claim, signal, attempt?.handle ?? null);
  if (outcome.kind === 'seen' && outcome.snapshot.state === 'unrecognised') {
    core.log.warn(
      { trackId: claim.trackId, provider: claim.provider, word: wordForLog(outcome.snapshot.raw) },
      'unknown status',
    );
  }
  const seen =
    outcome.kind === 'failed' && isOurStop(signal)
      ? ({ saw: 'handed-back', clips: null } as const)
      : ({ saw: 'look', outcome, began } as const);
  const applied = await persistently(core, () => apply(core, claim.trackId, claim, seen));
  if (applied.kind !== 'applied') return;
  if (applied.decision.do === 'fetch') await fetchFiles(core, claim, signal);
  // A task that failed by itself needs no stopping.
  const gaveUp = applied.decision.do === 'end' && applied.decision.failure === null;
  if (gaveUp && attempt?.handle) await stopTask(core, claim.provider, attempt.handle);
}

async function look(
  core: Core,
  claim: Claim,
  signal: AbortSignal,
  handle: TaskHandle | null,
): Promise<PollOutcome> {
  const provider = core.providers.get(claim.provider);
  if (!provider?.poll || !handle) return { kind: 'failed', failure: cannotLook };
  const { poll } = provider;
  try {
    return await withDeadline(core.clock, core.settings.submitTimeoutMs, signal, (callSignal) =>
      poll.call(provider, handle, { signal: callSignal }),
    );
  } catch (error) {
    core.log.error({ err: error, trackId: claim.trackId, provider: claim.provider }, 'provider look threw');
    return { kind: 'failed', failure: cannotLook };
  }
}

const cannotLook: Failure = {
  kind: 'upstream-fault',
  phase: 'poll',
  message: 'The task could not be looked at.',
  sideEffect: 'accepted',
  retryable: true,
  canFailOver: false,
};

/** A provider that puts text of the user where its status should be must not bring it into the log. */
function wordForLog(raw: string): string {
  return /^\w{1,40}$/.test(raw) ? raw : '(no word)';
}
