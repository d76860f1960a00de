import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Actor } from '../identity/api-key.ts';

/** Ends all keys of a user, who may not even be there any more to do it; null when there is no such user. */
export async function revokeApiKeys(core: Core, userId: string, by: Actor): Promise<number | null> {
  const { rows } = await sql<{ revoked: number | null }>`
    select revoke_api_keys(${userId}, ${JSON.stringify(by)}, ${core.clock.now()}) as revoked`.execute(
    core.db.kysely,
  );
  return rows[0]!.revoked;
}
