import { inUs, stateOf } from '@impresario/limits';
import { toCredits, type Credits, type PlanLimits, type Quota } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Caller } from '../ports.ts';
import { ensureProfile } from './ensure-profile.ts';

interface Standing {
  readonly plan: Credits['plan'];
  readonly credits_remaining: number;
  readonly credits_used_today: number;
  readonly is_today: boolean;
  readonly admitted_today: number;
  readonly under_way: number;
  /** Of the bucket that PostgreSQL counts. */
  readonly full_at_us: number;
}

const bucketOf = (userId: string) => ({ userId, endpoint: 'generate' });

/** Balance, limits and what is left of them; a first look makes the profile. */
export async function readCredits(core: Core, caller: Caller): Promise<Credits> {
  const now = core.clock.now();
  await ensureProfile(core, caller, now);
  const standing = await readStanding(core, caller.userId, now);
  const limits = core.settings.plans[standing.plan];
  return {
    creditsRemaining: toCredits(standing.credits_remaining),
    creditsUsedToday: standing.is_today ? toCredits(standing.credits_used_today) : 0,
    plan: standing.plan,
    limits,
    quotas: {
      perMinute: await minuteQuota(core, caller.userId, { limits, standing, now }),
      perDay: dayQuota(limits, standing, now),
      concurrent: quota(limits.concurrent, standing.under_way, null),
    },
  };
}

/** Counts as `admit_track` does, so that what is shown is what the next request meets. */
async function readStanding(core: Core, userId: string, now: Date): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select
      p.plan, p.credits_remaining, p.credits_used_today,
      p.credits_used_on = (${now}::timestamptz at time zone 'utc')::date as is_today,
      tracks_admitted_since(p.user_id, date_trunc('day', ${now}::timestamptz, 'utc')) as admitted_today,
      (
        select count(*)::integer from tracks t where t.user_id = p.user_id and t.due_at is not null and t.makes_song
      ) as under_way,
      in_us(greatest(
        ${now}::timestamptz,
        (select b.full_at from rate_buckets b where b.user_id = p.user_id and b.endpoint = ${bucketOf(userId).endpoint})
      )) as full_at_us
    from profiles p where p.user_id = ${userId}`.execute(core.db.kysely);
  const standing = rows[0];
  if (!standing) throw new Error(`no profile of ${userId} after it was made`);
  return standing;
}

interface Seen {
  readonly limits: PlanLimits;
  readonly standing: Standing;
  readonly now: Date;
}

async function minuteQuota(core: Core, userId: string, { limits, standing, now }: Seen): Promise<Quota> {
  const counted = (await core.counter.look(bucketOf(userId), limits.perMinute, now)) ?? {
    perMinute: limits.perMinute,
    fullAtUs: standing.full_at_us,
  };
  const { remaining, nextTokenUs } = stateOf(counted.fullAtUs, counted.perMinute, inUs(now));
  const resetAt = nextTokenUs === 0 ? null : new Date(now.getTime() + Math.ceil(nextTokenUs / 1000));
  return quota(counted.perMinute, counted.perMinute - remaining, resetAt);
}

function dayQuota({ perDay }: PlanLimits, { admitted_today: used }: Standing, now: Date): Quota {
  const tomorrow = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return quota(perDay, used, used === 0 ? null : tomorrow);
}

function quota(limit: number | null, used: number, resetAt: Date | null): Quota {
  const remaining = limit === null ? null : Math.max(0, limit - used);
  return { limit, used, remaining, resetAt: resetAt?.toISOString() ?? null };
}
