import {
  isMusicRequest,
  type Failure,
  type MusicProvider,
  type ProviderRequest,
  type SubmitCall,
  type SubmitOutcome,
} from '@impresario/provider';
import { stageClips } from '../assets/stage-clips.ts';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { AttemptOutcome } from '../tracks/observation.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { CallHangs, withDeadline } from '../worker/with-deadline.ts';
import { fetchFiles } from './fetch-files.ts';
import { referenceReader } from './read-reference.ts';
import { reportProgress } from './report-progress.ts';
import { readClaimed } from './read-claimed.ts';
import { isOurStop } from './stop-reason.ts';
import { stopTask } from './stop-task.ts';

export type { StopReason } from './stop-reason.ts';

/**
 * Has one attempt made: writes it, calls the provider once, and brings the outcome (GEN-2). When the call was
 * stopped because this process ends, the row goes back to the queue if asking again is free of charge.
 */
export async function submitTrack(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const now = core.clock.now();
  const attempt = { attemptId: core.dice.id(now), correlation: core.dice.secret() };
  const turn = await persistently(core, () => apply(core, claim.trackId, claim, { saw: 'turn', ...attempt }));
  if (turn.kind !== 'applied' || turn.decision.do !== 'start-attempt') return;
  const provider = core.providers.get(claim.provider);
  if (!provider) return;

  const outcome = await callProvider(core, claim, provider, attempt.correlation, signal);
  if (isOurStop(signal) && provider.capabilities.delivery.repeatable && outcome.kind === 'failed') {
    await persistently(core, () => apply(core, claim.trackId, claim, { saw: 'handed-back', clips: null }));
    return;
  }
  const staged = await persistently(core, () => stageOutcome(core, claim, outcome));
  const seen = { saw: 'outcome', attemptId: attempt.attemptId, outcome: staged } as const;
  const applied = await persistently(core, () => apply(core, claim.trackId, claim, seen));
  if (applied.kind !== 'applied') return;
  if (applied.decision.do === 'fetch') await fetchFiles(core, claim, signal);
  if (applied.decision.do === 'note-task') await stopTask(core, claim.provider, applied.decision.handle);
}

async function callProvider(
  core: Core,
  claim: Claim,
  provider: MusicProvider,
  correlation: string,
  signal: AbortSignal,
): Promise<SubmitOutcome> {
  const { request, deadlineAt } = await persistently(core, () => readClaimed(core, claim.trackId));
  const { submitTimeoutMs } = core.settings;
  const { id, delivery } = provider.capabilities;
  // An inline call is the whole of the processing, so its time is what is left until the track's deadline.
  const leftMs = deadlineAt.getTime() - core.clock.now().getTime();
  const timeoutMs = delivery.shape === 'inline' ? Math.max(1, leftMs) : submitTimeoutMs;
  const progress = reportProgress(core, claim);
  try {
    return await withDeadline(core.clock, timeoutMs, signal, (callSignal) =>
      send(provider, request, {
        signal: callSignal,
        trackId: claim.trackId,
        correlation,
        callbackUrl: callbackUrl(core, id, correlation),
        onProgress: progress.report,
        readReference: referenceReader(core, request, callSignal),
      }),
    );
  } catch (error) {
    core.log.error({ err: error, trackId: claim.trackId, provider: id }, 'provider call threw');
    return { kind: 'failed', failure: error instanceof CallHangs ? hung : thrown };
  } finally {
    await progress.settled();
  }
}

/** Where a provider shall post what becomes of an attempt; null when we cannot be reached. */
function callbackUrl({ settings }: Core, providerId: string, correlation: string): string | null {
  const own = settings.callbackUrls[providerId];
  if (own !== undefined) return own.replace('{correlation}', correlation);
  return settings.callbackBaseUrl && `${settings.callbackBaseUrl}/webhooks/${providerId}/${correlation}`;
}

function makesOneAtATime(provider: MusicProvider): boolean {
  return provider.capabilities.delivery.variantsPerSubmit === 1;
}

function send(provider: MusicProvider, request: ProviderRequest, call: SubmitCall): Promise<SubmitOutcome> {
  if (isMusicRequest(request)) {
    return provider.submit(makesOneAtATime(provider) ? { ...request, variants: 1 } : request, call);
  }
  if (!provider.operate) throw new Error(`${provider.capabilities.id} cannot ${request.operation}`);
  return provider.operate(request, call);
}

/** An adapter that throws has not said what it did. */
const thrown: Failure = {
  kind: 'upstream-fault',
  phase: 'submit',
  message: 'The provider adapter failed.',
  sideEffect: 'unknown',
  retryable: true,
  canFailOver: false,
};

const hung: Failure = {
  ...thrown,
  kind: 'timeout',
  message: 'The provider adapter did not answer in time.',
  retryable: false,
};

async function stageOutcome(core: Core, claim: Claim, outcome: SubmitOutcome): Promise<AttemptOutcome> {
  if (outcome.kind !== 'finished') return outcome;
  const { operation, finishedCount } = await readClaimed(core, claim.trackId);
  const provider = core.providers.get(claim.provider);
  const clips =
    provider && makesOneAtATime(provider)
      ? outcome.clips.map((clip) => ({ ...clip, variantIndex: finishedCount }))
      : outcome.clips;
  const staging = await stageClips(core, { trackId: claim.trackId, operation }, clips);
  if (staging.failure) return { kind: 'failed', failure: staging.failure };
  return { kind: 'finished', clips: staging.clips, result: outcome.result ?? null };
}
