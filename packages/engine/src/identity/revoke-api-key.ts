import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Actor } from './api-key.ts';

/** Ends a key for good; false when the user has no such key. */
export async function revokeApiKey(core: Core, userId: string, keyId: string, by: Actor): Promise<boolean> {
  const { rows } = await sql<{ is_found: boolean }>`
    select revoke_api_key(${userId}, ${keyId}, ${JSON.stringify(by)}, ${core.clock.now()}) as is_found`.execute(
    core.db.kysely,
  );
  return rows[0]!.is_found;
}
