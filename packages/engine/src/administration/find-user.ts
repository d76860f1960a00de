import type { Schema } from '@impresario/database';
import { toCredits, type User } from '@impresario/protocol';
import { sql, type Selectable } from 'kysely';
import type { Core } from '../core.ts';

/** A profile's row with what its user did in the last day. */
export type UserRow = Selectable<Schema['profiles']> & { readonly tracks_last_day: number };

/** Since when a song is of "the last day". */
export function lastDayBegan(now: Date): Date {
  return new Date(now.getTime() - 24 * 60 * 60_000);
}

/** How many songs the user of `p` asked for in the last day. */
export function tracksLastDay(now: Date) {
  return sql<number>`(
    select count(*)::integer from tracks t
    where t.user_id = p.user_id and t.created_at > ${lastDayBegan(now)} and t.makes_song
  )`;
}

/** One user; null when there is none of this id. */
export async function findUser(core: Core, userId: string): Promise<User | null> {
  const now = core.clock.now();
  const { rows } = await sql<UserRow>`
    select p.*, ${tracksLastDay(now)} as tracks_last_day
    from profiles p where p.user_id = ${userId}`.execute(core.db.kysely);
  return rows[0] ? userOfRow(rows[0], now) : null;
}

/** A row as the wire shows it, on the day of `now`. */
export function userOfRow(row: UserRow, now: Date): User {
  const isToday = row.credits_used_on === now.toISOString().slice(0, 10);
  return {
    userId: row.user_id,
    object: 'user',
    plan: row.plan,
    creditsRemaining: toCredits(row.credits_remaining),
    creditsUsedToday: isToday ? toCredits(row.credits_used_today) : 0,
    tracksLastDay: row.tracks_last_day,
    createdAt: row.created_at.toISOString(),
  };
}
