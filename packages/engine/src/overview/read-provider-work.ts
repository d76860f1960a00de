import type { Capabilities, ProviderWork } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { BlockedKind } from '../providers/blocked.ts';

interface Row {
  readonly provider: string;
  readonly down: boolean;
  readonly blocked: BlockedKind | null;
  readonly failureStreak: number;
  readonly pausedUntil: Date | null;
  readonly waiting: number;
  readonly underWay: number;
  readonly longestWaitSeconds: number | null;
  readonly submitsMade: number;
  readonly creditsLeft: number | null;
  readonly accountSeenAt: Date | null;
}

/** What waits for each provider and what is known of it over all nodes. One statement. */
export async function readProviderWork(core: Core): Promise<ProviderWork[]> {
  const now = core.clock.now();
  const known = core.providers.all().map(({ capabilities }) => capabilities);
  const rates = known.map(({ id, submitRate }) => ({ provider: id, seconds: submitRate?.perSeconds ?? 0 }));
  const { rows } = await sql<Row>`
    select
      k.provider,
      is_down(k.provider) as down,
      blocked_kind_of(k.provider, ${now}) as blocked,
      coalesce(s.failure_streak, 0) as "failureStreak",
      case when s.paused_until > ${now} then s.paused_until end as "pausedUntil",
      w.waiting, w."underWay", w."longestWaitSeconds",
      (
        select count(*)::integer from attempts a
        where a.provider = k.provider and a.created_at > ${now}::timestamptz - k.seconds * interval '1 second'
      ) as "submitsMade",
      s.credits_left as "creditsLeft",
      s.account_seen_at as "accountSeenAt"
    from jsonb_to_recordset(${JSON.stringify(rates)}) as k (provider text, seconds float8)
    left join provider_states s on s.provider = k.provider
    cross join lateral (
      select
        (count(*) filter (where step = 'submit' and status = 'pending'))::integer as waiting,
        (count(*) filter (where step <> 'submit' or status <> 'pending'))::integer as "underWay",
        (extract(epoch from
          ${now}::timestamptz - min(created_at) filter (where step = 'submit' and status = 'pending')))::float8
          as "longestWaitSeconds"
      from tracks t where t.due_at is not null and t.provider = k.provider
    ) w`.execute(core.db.kysely);
  return known.map((capabilities) =>
    workOf(
      core,
      capabilities,
      rows.find(({ provider }) => provider === capabilities.id)!,
    ),
  );
}

function workOf(core: Core, { id, label, submitRate }: Capabilities, row: Row): ProviderWork {
  return {
    provider: id,
    label,
    circuit: row.blocked ? 'blocked' : row.down ? 'open' : 'closed',
    blockedBy: row.blocked,
    failureStreak: row.failureStreak,
    pausedUntil: row.pausedUntil?.toISOString() ?? null,
    waiting: row.waiting,
    underWay: row.underWay,
    longestWaitSeconds: row.longestWaitSeconds,
    concurrencyMax: core.concurrencyMax(id),
    submits: submitRate && { ...submitRate, made: row.submitsMade },
    creditsLeft: row.creditsLeft,
    accountSeenAt: row.accountSeenAt?.toISOString() ?? null,
  };
}
