import {
  planLimits,
  priceMillicredits,
  toCredits,
  type TrackSnapshot,
  type Warning,
} from '@impresario/protocol';
import { planRequest, type MusicProvider, type MusicRequest } from '@impresario/provider';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Admission, QuotaState, Submission } from '../engine.ts';
import { fingerprint } from './canonical.ts';

/**
 * Books one generation, or says why not. One statement decides everything (GEN-1); what is computed here is
 * pure: which provider, what it can honour, and the reply that every replay will get.
 */
export async function admitTrack(
  core: Core,
  { caller, body, idempotencyKey }: Submission,
): Promise<Admission> {
  const { idempotencyKey: _key, ...content } = body;
  const print = fingerprint('generate', content);
  const provider = core.providers.choose(body.provider);
  if (!provider) {
    const refusal = {
      kind: 'unknown-provider',
      asked: body.provider ?? '',
      available: core.providers.ids(),
    } as const;
    return (await findReplay(core, caller.userId, idempotencyKey, print)) ?? refusal;
  }
  const { request, warnings } = planRequest(provider.capabilities, body);
  if (body.onUnsupported === 'error' && warnings.length > 0) {
    return (
      (await findReplay(core, caller.userId, idempotencyKey, print)) ?? { kind: 'unsupported', warnings }
    );
  }

  const now = core.clock.now();
  const track = newTrack(core, provider, request, warnings, { body, now });
  const row = { ...track, body: content, request, queueDeadlineAt: after(now, core.settings.maxQueueMs) };
  const result = await sql<{ outcome: AdmitOutcome }>`
    select admit_track(
      ${now}, ${caller.userId}, ${caller.signup.plan}, ${caller.signup.millicredits}, ${idempotencyKey},
      ${print}, ${JSON.stringify(planLimits)}, ${priceMillicredits.generate},
      ${JSON.stringify(row)}, ${JSON.stringify(track)}
    ) as outcome`.execute(core.db.kysely);
  const admission = readOutcome(result.rows[0]!.outcome, track, now);
  if (admission.kind === 'admitted' && !admission.replayed) core.nudge();
  return admission;
}

/** An answer once given is given again, also when today's providers would refuse the request (IDM-2, GEN-1). */
async function findReplay(
  core: Core,
  userId: string,
  key: string | null,
  print: Buffer,
): Promise<Admission | null> {
  if (key === null) return null;
  const { rows } = await sql<{ outcome: EarlierOutcome | null }>`
    select replay_of(${userId}, ${key}, ${print}) as outcome`.execute(core.db.kysely);
  const outcome = rows[0]?.outcome;
  return outcome ? readEarlier(outcome) : null;
}

/** The track as it is at its first revision; also the reply that every replay gets, to the byte. */
function newTrack(
  core: Core,
  provider: MusicProvider,
  request: MusicRequest,
  warnings: Warning[],
  { body, now }: { body: Submission['body']; now: Date },
): TrackSnapshot {
  const { low, high } = provider.capabilities.typicalLatencySeconds;
  const at = now.toISOString();
  return {
    id: body.trackId ?? core.dice.id(now),
    object: 'track',
    status: 'pending',
    provider: provider.capabilities.id,
    model: request.model,
    title: request.title,
    prompt: request.prompt,
    lyrics: request.lyrics,
    styleTags: [...request.styleTags],
    hasVocals: request.hasVocals,
    projectId: body.projectId || null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings,
    error: null,
    creditsCharged: toCredits(priceMillicredits.generate),
    creditsRefunded: 0,
    queuePosition: null,
    estimatedCompletionAt: after(now, ((low + high) / 2) * 1000),
    deadlineAt: after(now, core.settings.maxQueueMs + core.settings.maxProcessingMs),
    createdAt: at,
    updatedAt: at,
    completedAt: null,
    versions: [],
  };
}

function after(now: Date, delayMs: number): string {
  return new Date(now.getTime() + delayMs).toISOString();
}

interface Quota {
  readonly perMinute: number;
  readonly perDay: number | null;
  readonly concurrent: number;
  readonly bucketFullAt: string;
  readonly usedToday: number;
  readonly dayEndsAt: string;
  readonly active: readonly string[];
}

type EarlierOutcome =
  | { readonly outcome: 'replayed'; readonly trackId: string; readonly response: string }
  | { readonly outcome: 'mismatch'; readonly trackId: string };

type AdmitOutcome =
  | EarlierOutcome
  | { readonly outcome: 'admitted'; readonly quota: Quota }
  | { readonly outcome: 'limited'; readonly by: QuotaState['name']; readonly quota: Quota }
  | { readonly outcome: 'insufficient-credits'; readonly balance: number; readonly required: number }
  | { readonly outcome: 'track-id-taken'; readonly byCaller: boolean };

function readOutcome(outcome: AdmitOutcome, track: TrackSnapshot, now: Date): Admission {
  switch (outcome.outcome) {
    case 'admitted': {
      const quotas = quotaStates(outcome.quota, now, 'taken');
      return {
        kind: 'admitted',
        replayed: false,
        trackId: track.id,
        response: JSON.stringify(track),
        quotas,
      };
    }
    case 'replayed':
    case 'mismatch':
      return readEarlier(outcome);
    case 'limited':
      return limited(outcome.by, outcome.quota, now);
    case 'insufficient-credits': {
      const { balance, required } = outcome;
      return { kind: 'insufficient-credits', balance: toCredits(balance), required: toCredits(required) };
    }
    case 'track-id-taken':
      return { kind: 'track-id-taken', byCaller: outcome.byCaller };
  }
}

function readEarlier(outcome: EarlierOutcome): Admission {
  const { trackId } = outcome;
  if (outcome.outcome === 'mismatch') return { kind: 'idempotency-mismatch', trackId };
  return { kind: 'admitted', replayed: true, trackId, response: outcome.response, quotas: [] };
}

const minuteMs = 60_000;
/** Nobody can say when a running track ends; asking again after this is polite. */
const concurrentRetrySeconds = 5;

function limited(by: QuotaState['name'], quota: Quota, now: Date): Admission {
  const bucketFullAt = new Date(quota.bucketFullAt).getTime();
  const freeAt = { minute: bucketFullAt - minuteMs, day: Date.parse(quota.dayEndsAt), concurrent: null }[by];
  const waitSeconds =
    freeAt === null ? concurrentRetrySeconds : Math.max(1, Math.ceil((freeAt - now.getTime()) / 1000));
  return {
    kind: 'limited',
    by,
    quotas: quotaStates(quota, now, 'refused'),
    retryAfterSeconds: waitSeconds,
    resetAt: new Date(now.getTime() + waitSeconds * 1000),
    activeTrackIds: quota.active,
  };
}

/** The limits as they stand after this request; a refused one has consumed nothing (LIM-2). */
function quotaStates(quota: Quota, now: Date, request: 'taken' | 'refused'): QuotaState[] {
  const taken = request === 'taken' ? 1 : 0;
  const tokenMs = minuteMs / quota.perMinute;
  const missingMs = new Date(quota.bucketFullAt).getTime() - now.getTime() - (1 - taken) * tokenMs;
  const remaining = Math.max(0, Math.floor((minuteMs - missingMs) / tokenMs + 1e-6));
  const isFull = remaining === quota.perMinute;
  const untilToken = isFull ? 0 : missingMs - (quota.perMinute - remaining - 1) * tokenMs;
  const states: QuotaState[] = [
    {
      name: 'minute',
      limit: quota.perMinute,
      remaining,
      resetSeconds: Math.max(0, Math.ceil(untilToken / 1000)),
    },
    {
      name: 'concurrent',
      limit: quota.concurrent,
      remaining: Math.max(0, quota.concurrent - quota.active.length - taken),
      resetSeconds: null,
    },
  ];
  if (quota.perDay !== null) {
    const resetSeconds = Math.ceil((Date.parse(quota.dayEndsAt) - now.getTime()) / 1000);
    const left = Math.max(0, quota.perDay - quota.usedToday - taken);
    states.splice(1, 0, { name: 'day', limit: quota.perDay, remaining: left, resetSeconds });
  }
  return states;
}
