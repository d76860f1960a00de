import type { Page, User } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { decodeCursor, timeForCursor } from '../cursor.ts';
import { likePattern } from '../like-pattern.ts';
import { pageOf } from '../page-of.ts';
import type { UserQuery } from './administration.ts';
import { lastDayBegan, tracksLastDay, userOfRow, type UserRow } from './find-user.ts';

type Row = UserRow & { readonly at: string };

/** A page of users; null when the cursor is not one of ours. */
export async function listUsers(core: Core, query: UserQuery): Promise<Page<User> | null> {
  const after = query.cursor === null ? null : decodeCursor(query.cursor, 2, 'text');
  if (query.cursor !== null && !after) return null;
  return query.order === 'newest' ? newest(core, query, after) : mostActive(core, query, after);
}

type After = readonly string[] | null;

async function newest(core: Core, { limit, search }: UserQuery, after: After): Promise<Page<User>> {
  const [at = null, userId = null] = after ?? [];
  const pattern = likePattern(search);
  const now = core.clock.now();
  const { rows } = await sql<Row>`
    select
      p.*, ${tracksLastDay(now)} as tracks_last_day,
      ${timeForCursor('p.created_at')} as at
    from profiles p
    where (${at}::timestamptz is null or (p.created_at, p.user_id) < (${at}::timestamptz, ${userId}::text))
      and (${pattern}::text is null or p.user_id ilike ${pattern})
    order by p.created_at desc, p.user_id desc
    limit ${limit + 1}`.execute(core.db.kysely);
  return pageOf(rows, limit, {
    show: (row) => userOfRow(row, now),
    placeOf: (row) => [row.at, row.user_id],
  });
}

/** With it a time is a place in the index of all tracks by age, which reads only the day; the planner prefers one by user. */
const firstId = '00000000-0000-0000-0000-000000000000';

/** All pages count up to the moment of the first, so that nobody moves from one to the other between them. */
async function mostActive(
  core: Core,
  { limit, search }: UserQuery,
  after: After,
): Promise<Page<User> | null> {
  const now = core.clock.now();
  const until = after?.[0] ? new Date(after[0]) : now;
  const place = after ? placeOf(after[1] ?? '') : { tracks: null, userId: null };
  if (!place) return null;
  const pattern = likePattern(search);
  const { rows } = await sql<UserRow>`
    with counted as (
      select t.user_id, count(*)::integer as n from tracks t
      where (t.created_at, t.id) > (${lastDayBegan(until)}, ${firstId}::uuid) and t.created_at <= ${until} and t.makes_song
        and (${pattern}::text is null or t.user_id ilike ${pattern})
      group by t.user_id
    )
    select p.*, c.n as tracks_last_day
    from counted c join profiles p using (user_id)
    where ${place.tracks}::integer is null or (c.n, c.user_id) < (${place.tracks}::integer, ${place.userId}::text)
    order by c.n desc, c.user_id desc
    limit ${limit + 1}`.execute(core.db.kysely);
  const untilText = until.toISOString().replace('Z', '000Z');
  return pageOf(rows, limit, {
    show: (row) => userOfRow(row, now),
    placeOf: (row) => [untilText, `${row.tracks_last_day} ${row.user_id}`],
  });
}

/** `12 somebody`, as a cursor keeps the last of a page; null for anything else. */
function placeOf(text: string): { readonly tracks: number; readonly userId: string } | null {
  const [, tracks, userId] = /^(\d{1,9}) (.+)$/s.exec(text) ?? [];
  return tracks === undefined || userId === undefined ? null : { tracks: Number(tracks), userId };
}
