import type { Schema } from '@impresario/database';
import { toCredits, type Page, type UserTrack } from '@impresario/protocol';
import { sql, type Selectable } from 'kysely';
import type { Core } from '../core.ts';
import { decodeCursor, timeForCursor } from '../cursor.ts';
import { pageOf } from '../page-of.ts';
import type { UserTrackQuery } from './administration.ts';

type Row = Selectable<Schema['tracks']> & { readonly is_stuck: boolean; readonly at: string };

/** A page of everybody's tracks and work beside them, newest first; null when the cursor is not one of ours. */
export async function listUserTracks(core: Core, query: UserTrackQuery): Promise<Page<UserTrack> | null> {
  const after = query.cursor === null ? null : decodeCursor(query.cursor, 2);
  if (query.cursor !== null && !after) return null;
  const [at = null, id = null] = after ?? [];
  const stuck = sql`array(select track_id from check_stuck_tracks(${core.clock.now()}))`;
  // Those that are stuck are few and found by their ids; to look for them among all tracks would read through all.
  const isWanted = query.stuckOnly ? sql`t.id = any(${stuck})` : sql`true`;
  const { rows } = await sql<Row>`
    select
      t.id, t.user_id, t.operation, t.status, t.provider, t.model, t.error, t.price, t.refunded, t.deadline_at,
      t.created_at, t.updated_at, t.completed_at, t.id = any(${stuck}) as is_stuck,
      ${timeForCursor('t.created_at')} as at
    from tracks t
    where t.deleted_at is null and ${isWanted}
      and (${at}::timestamptz is null or (t.created_at, t.id) < (${at}::timestamptz, ${id}::uuid))
      and (${query.status}::text is null or t.status = ${query.status})
      and (${query.userId}::text is null or t.user_id = ${query.userId})
    order by t.created_at desc, t.id desc
    limit ${query.limit + 1}`.execute(core.db.kysely);
  return pageOf(rows, query.limit, { show: userTrackOf, placeOf: (row) => [row.at, row.id] });
}

function userTrackOf(row: Row): UserTrack {
  return {
    id: row.id,
    object: 'userTrack',
    userId: row.user_id,
    operation: row.operation as UserTrack['operation'],
    status: row.status,
    isStuck: row.is_stuck,
    provider: row.provider,
    model: row.model,
    error: row.error as UserTrack['error'],
    creditsCharged: toCredits(row.price),
    creditsRefunded: toCredits(row.refunded),
    deadlineAt: row.deadline_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}
