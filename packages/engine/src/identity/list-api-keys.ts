import type { ApiKey } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** More than can be good at once, so that only long expired ones are left out. */
const listedMax = 100;

/** A user's keys that are not revoked: the good ones first, each newest first. */
export async function listApiKeys(core: Core, userId: string): Promise<ApiKey[]> {
  const rows = await core.db.kysely
    .selectFrom('api_keys')
    .select(['id', 'name', 'prefix', 'scopes', 'expires_at', 'last_used_at', 'created_at'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy(sql`coalesce(expires_at <= ${core.clock.now()}, false)`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(listedMax)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    object: 'apiKey',
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}
