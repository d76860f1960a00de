import type { Schema } from '@impresario/database';
import type { Page, User } from '@impresario/protocol';
import { sql, type Selectable } from 'kysely';
import type { Core } from '../core.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { likePattern } from '../like-pattern.ts';
import type { AdministrationVerbs } from './administration.ts';
import { userOfProfile } from './user-of-profile.ts';

type Row = Selectable<Schema['profiles']> & { readonly at: string };

/** A page of all users, newest first; null when the cursor is not one of ours. */
export async function listUsers(
  core: Core,
  { limit, cursor, search }: Parameters<AdministrationVerbs['listUsers']>[0],
): Promise<Page<User> | null> {
  const after = cursor === null ? null : decodeCursor(cursor, 2, 'text');
  if (cursor !== null && !after) return null;
  const [at = null, userId = null] = after ?? [];
  const pattern = likePattern(search);
  const { rows } = await sql<Row>`
    select p.*, to_char(p.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from profiles p
    where (${at}::timestamptz is null or (p.created_at, p.user_id) < (${at}::timestamptz, ${userId}::text))
      and (${pattern}::text is null or p.user_id ilike ${pattern})
    order by p.created_at desc, p.user_id desc
    limit ${limit + 1}`.execute(core.db.kysely);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  const now = core.clock.now();
  return {
    data: data.map((row) => userOfProfile(row, now)),
    hasMore,
    nextCursor: hasMore && last ? encodeCursor([last.at, last.user_id]) : null,
  };
}
