import { trackStatuses, type Operation, type TrackStatus } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Orphan, Overview } from '../engine.ts';

interface Counts {
  readonly stuck: number;
  readonly orphans_open: number;
  readonly orphans_claimed: number;
  readonly callbacks_waiting: number;
  readonly callbacks_last_hour: number;
  readonly users: number;
}

/** What an operator looks at first: how much is under way, and what went wrong. */
export async function readOverview(core: Core): Promise<Overview> {
  const now = core.clock.now();
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const [statuses, queued, counts] = await Promise.all([
    sql<{ status: TrackStatus; n: number }>`
      select status, count(*)::integer as n from tracks where makes_song group by status`.execute(
      core.db.kysely,
    ),
    sql<{ provider: string; n: number }>`
      select provider, count(*)::integer as n from tracks where step = 'submit' group by provider`.execute(
      core.db.kysely,
    ),
    sql<Counts>`
      select
        (select count(*)::integer from check_stuck_tracks(${now})) as stuck,
        (select count(*)::integer from orphans where claimed_by is null) as orphans_open,
        (select count(*)::integer from orphans where claimed_by is not null) as orphans_claimed,
        (select count(*)::integer from callbacks where status = 'waiting') as callbacks_waiting,
        (select count(*)::integer from callbacks where received_at > ${hourAgo}) as callbacks_last_hour,
        (select count(*)::integer from profiles) as users`.execute(core.db.kysely),
  ]);
  const count = counts.rows[0]!;
  const ofStatus = (status: TrackStatus) => statuses.rows.find((row) => row.status === status)?.n ?? 0;
  return {
    tracks: Object.fromEntries(
      trackStatuses.map((status) => [status, ofStatus(status)]),
    ) as Overview['tracks'],
    queued: Object.fromEntries(
      core.providers.ids().map((id) => [id, queued.rows.find((row) => row.provider === id)?.n ?? 0]),
    ),
    stuck: count.stuck,
    orphans: { open: count.orphans_open, claimed: count.orphans_claimed },
    callbacks: { waiting: count.callbacks_waiting, lastHour: count.callbacks_last_hour },
    users: count.users,
  };
}

/** Tasks that providers may have made although their tracks are over, newest first (GEN-3). */
export async function listOrphans(core: Core, limit: number): Promise<Orphan[]> {
  const rows = await core.db.kysely
    .selectFrom('orphans')
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    trackId: row.track_id,
    userId: row.user_id,
    provider: row.provider,
    operation: row.operation as Operation,
    taskId: row.task_id,
    status: row.status,
    trackStatus: row.track_status,
    errorCode: row.error_code,
    lateResultAt: row.late_result_at?.toISOString() ?? null,
    claimedBy: row.claimed_by,
    createdAt: row.created_at.toISOString(),
  }));
}
