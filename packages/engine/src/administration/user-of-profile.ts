import type { Schema } from '@impresario/database';
import { toCredits, type User } from '@impresario/protocol';
import type { Selectable } from 'kysely';

/** A profile's row as the wire shows it, on the day of `now`. */
export function userOfProfile(row: Selectable<Schema['profiles']>, now: Date): User {
  const isToday = row.credits_used_on === now.toISOString().slice(0, 10);
  return {
    userId: row.user_id,
    object: 'user',
    plan: row.plan,
    creditsRemaining: toCredits(row.credits_remaining),
    creditsUsedToday: isToday ? toCredits(row.credits_used_today) : 0,
    createdAt: row.created_at.toISOString(),
  };
}
