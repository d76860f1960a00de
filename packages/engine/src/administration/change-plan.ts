import type { ChangePlan, User } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Actor } from '../identity/api-key.ts';
import { findUser } from './find-user.ts';

/** Puts a user on a plan, from the next request on; null when there is no such user. */
export async function changePlan(
  core: Core,
  userId: string,
  { plan, reason }: ChangePlan,
  by: Actor,
): Promise<User | null> {
  const now = core.clock.now();
  const { rows } = await sql<{ is_found: boolean }>`
    select change_plan(${userId}, ${plan}, ${reason ?? null}, ${JSON.stringify(by)}, ${now}) as is_found`.execute(
    core.db.kysely,
  );
  return rows[0]!.is_found ? findUser(core, userId) : null;
}
