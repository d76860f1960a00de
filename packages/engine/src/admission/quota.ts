import { inUs, spanUs, stateOf, tokenUs } from '@impresario/limits';
import type { Admission, QuotaState } from '../engine.ts';

/** What `admit_track` says of a user's limits. `perDay` and `concurrent` are null where there is none. */
export interface Quota {
  readonly perMinute: number;
  readonly perDay: number | null;
  readonly concurrent: number | null;
  /** Of the bucket with the token that was asked for, whether it was there or not. */
  readonly bucketFullAtUs: number;
  readonly usedToday: number;
  readonly dayEndsAt: string;
  readonly active: readonly string[];
}

/** Nobody can say when a running track ends; asking again after this is polite. */
const concurrentRetrySeconds = 5;

/** The refusal of a request over a limit, with when to come back. */
export function limited(by: QuotaState['name'], quota: Quota, now: Date): Admission {
  const tokenAtMs = (quota.bucketFullAtUs - spanUs(quota.perMinute)) / 1000;
  const freeAt = { minute: tokenAtMs, day: Date.parse(quota.dayEndsAt), concurrent: null }[by];
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
export function quotaStates(quota: Quota, now: Date, request: 'taken' | 'refused'): QuotaState[] {
  const taken = request === 'taken' ? 1 : 0;
  const states = [minuteState(quota, now, taken)];
  if (quota.perDay !== null) {
    const resetSeconds = Math.ceil((Date.parse(quota.dayEndsAt) - now.getTime()) / 1000);
    const remaining = Math.max(0, quota.perDay - quota.usedToday - taken);
    states.push({ name: 'day', limit: quota.perDay, remaining, resetSeconds });
  }
  if (quota.concurrent !== null) {
    const remaining = Math.max(0, quota.concurrent - quota.active.length - taken);
    states.push({ name: 'concurrent', limit: quota.concurrent, remaining, resetSeconds: null });
  }
  return states;
}

function minuteState({ perMinute, bucketFullAtUs }: Quota, now: Date, taken: number): QuotaState {
  const fullAtUs = bucketFullAtUs - (1 - taken) * tokenUs(perMinute);
  const { remaining, nextTokenUs } = stateOf(fullAtUs, perMinute, inUs(now));
  return { name: 'minute', limit: perMinute, remaining, resetSeconds: Math.ceil(nextTokenUs / 1_000_000) };
}
