import { trackStatuses, type Overview, type TrackStatus } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { readInvariantReport } from '../invariants/survey.ts';
import { readProviderWork } from './read-provider-work.ts';
import { readWork } from './read-work.ts';

interface Counts {
  readonly stuck: number;
  readonly orphans_open: number;
  readonly orphans_claimed: number;
  readonly callbacks_waiting: number;
  readonly callbacks_last_hour: number;
}

/** What an operator looks at first: how much is under way, and what went wrong. Costs the same however much has ended. */
export async function readOverview(core: Core): Promise<Overview> {
  const [totals, unfinished, counts, work, invariants, providers] = await Promise.all([
    readTotals(core),
    readUnfinished(core),
    readCounts(core),
    readWork(core),
    readInvariantReport(core),
    readProviderWork(core),
  ]);
  const ofStatus = (status: TrackStatus) =>
    totals.get(status) ??
    unfinished.filter((row) => row.status === status).reduce((sum, row) => sum + row.songs, 0);
  const queued = (provider: string) =>
    unfinished.filter((row) => row.provider === provider).reduce((sum, row) => sum + row.queued, 0);
  return {
    tracks: Object.fromEntries(
      trackStatuses.map((status) => [status, ofStatus(status)]),
    ) as Overview['tracks'],
    queued: Object.fromEntries(core.providers.ids().map((id) => [id, queued(id)])),
    stuck: counts.stuck,
    orphans: { open: counts.orphans_open, claimed: counts.orphans_claimed },
    callbacks: { waiting: counts.callbacks_waiting, lastHour: counts.callbacks_last_hour },
    users: totals.get('users') ?? 0,
    work,
    invariants: invariants && {
      checkedAt: invariants.checkedAt,
      broken: invariants.violations.length,
    },
    providers,
  };
}

/** Of all time, by name: how many songs ended in which way, and how many users there are. */
async function readTotals(core: Core): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`
    select name, sum(amount)::bigint as n
    from read_figures('ever', '-infinity', 'infinity')
    where name in ('completed', 'failed', 'cancelled', 'users')
    group by name`.execute(core.db.kysely);
  return new Map(rows.map(({ name, n }) => [name, n]));
}

async function readUnfinished(core: Core) {
  const { rows } = await sql<{ provider: string; status: TrackStatus; songs: number; queued: number }>`
    select
      provider, status,
      (count(*) filter (where makes_song))::integer as songs,
      (count(*) filter (where step = 'submit'))::integer as queued
    from tracks where due_at is not null group by 1, 2`.execute(core.db.kysely);
  return rows;
}

async function readCounts(core: Core): Promise<Counts> {
  const now = core.clock.now();
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<Counts>`
    select
      (select count(*)::integer from check_stuck_tracks(${now})) as stuck,
      o.open as orphans_open, o.claimed as orphans_claimed,
      (select count(*)::integer from callbacks where status = 'waiting') as callbacks_waiting,
      (select count(*)::integer from callbacks where received_at > ${hourAgo}) as callbacks_last_hour
    from (
      select
        (count(*) filter (where claimed_by is null))::integer as open,
        (count(*) filter (where claimed_by is not null))::integer as claimed
      from orphans
    ) o`.execute(core.db.kysely);
  return rows[0]!;
}
