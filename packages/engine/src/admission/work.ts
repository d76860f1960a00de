import {
  isSongOperation,
  toCredits,
  type Operation,
  type OperationResource,
  type TrackSnapshot,
  type Warning,
} from '@impresario/protocol';
import type { MusicProvider, MusicRequest, ProviderRequest, SideRequest } from '@impresario/provider';
import type { Core } from '../core.ts';
import type { Caller } from '../ports.ts';
import { expectedSeconds } from '../providers/expected-seconds.ts';

/** Something to be booked: all that is pure about an admission is done. */
export interface Work {
  readonly caller: Caller;
  readonly idempotencyKey: string | null;
  readonly fingerprint: Buffer;
  readonly provider: MusicProvider;
  /** The body as it was asked, for a later retry. */
  readonly body: object;
  readonly request: ProviderRequest;
  /** As it is at its first revision; also the reply that every replay gets, to the byte. */
  readonly shown: TrackSnapshot | OperationResource;
  readonly source: { readonly trackId: string; readonly versionId: string } | null;
}

interface Beginning {
  readonly provider: MusicProvider;
  readonly id: string;
  readonly warnings: Warning[];
  readonly source: Work['source'];
}

/** A new track at its first revision. */
export function newTrack(
  core: Core,
  request: MusicRequest,
  { provider, id, warnings, source }: Beginning,
  projectId: string | null,
): TrackSnapshot {
  const now = core.clock.now();
  return {
    ...commonPart(core, { provider, id, warnings }, request.operation),
    object: 'track',
    operation: request.operation,
    model: request.model,
    title: request.title,
    prompt: request.prompt,
    lyrics: request.lyrics,
    styleTags: [...request.styleTags],
    hasVocals: request.hasVocals,
    projectId,
    seed: request.seed,
    sourceTrackId: source?.trackId ?? null,
    sourceVersionId: source?.versionId ?? null,
    claimedFrom: null,
    retriedFrom: null,
    queuePosition: null,
    estimatedCompletionAt: after(now, expectedSeconds(core, provider.capabilities, request.model) * 1000),
    versions: [],
  };
}

/** Work beside a track at its first revision. */
export function newOperation(core: Core, request: SideRequest, beginning: Beginning): OperationResource {
  return {
    ...commonPart(core, beginning, request.operation),
    object: 'operation',
    operation: request.operation,
    trackId: beginning.source?.trackId ?? null,
    versionId: beginning.source?.versionId ?? null,
    result: null,
  };
}

function commonPart(
  core: Core,
  { provider, id, warnings }: Pick<Beginning, 'provider' | 'id' | 'warnings'>,
  operation: Operation,
) {
  const now = core.clock.now();
  const at = now.toISOString();
  return {
    id,
    status: 'pending' as const,
    provider: provider.capabilities.id,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings,
    error: null,
    creditsCharged: toCredits(core.settings.prices[operation]),
    creditsRefunded: 0,
    deadlineAt: after(now, core.settings.maxQueueMs + core.settings.maxProcessingMs),
    createdAt: at,
    updatedAt: at,
    completedAt: null,
  };
}

/** The row of `tracks` for a piece of work, as `insert_track` reads it. */
export function rowOf(core: Core, { shown, body, request, source }: Work): object {
  const isSong = isSongOperation(shown.operation);
  return {
    ...shown,
    ...(shown.object === 'operation' && { model: null, prompt: wordsOf(request), styleTags: [] }),
    makesSong: isSong,
    bucket: isSong ? 'generate' : 'operate',
    sourceTrackId: source?.trackId ?? null,
    sourceVersionId: source?.versionId ?? null,
    body,
    request,
    queueDeadlineAt: after(new Date(shown.createdAt), core.settings.maxQueueMs),
  };
}

function wordsOf(request: ProviderRequest): string {
  if ('prompt' in request) return request.prompt;
  if ('text' in request) return request.text;
  return 'description' in request ? request.description : '';
}

export function after(now: Date, delayMs: number): string {
  return new Date(now.getTime() + delayMs).toISOString();
}
