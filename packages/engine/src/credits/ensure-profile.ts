import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Caller } from '../ports.ts';

/** Makes the profile of a user who is seen for the first time. */
export async function ensureProfile(core: Core, { userId, signup }: Caller, now: Date): Promise<void> {
  const known = await core.db.kysely
    .selectFrom('profiles')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (known) return;
  await sql`select ensure_profile(${userId}, ${signup.plan}, ${signup.millicredits}, ${now})`.execute(
    core.db.kysely,
  );
}
