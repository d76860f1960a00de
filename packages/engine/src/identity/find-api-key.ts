import type { Core } from '../core.ts';
import type { FoundApiKey } from './api-key.ts';
import { hashApiKey } from './api-key-secret.ts';

/** `last_used_at` is written at most once in this time, so that a busy key does not cost a write for every request. */
const useNotedEveryMs = 60_000;

/**
 * The key that was sent, if it is good now. Always one look at the table, whatever was sent: nothing is remembered here,
 * so that a key that is revoked on one node is refused by all.
 */
export async function findApiKey(core: Core, key: string): Promise<FoundApiKey | null> {
  const now = core.clock.now();
  const row = await core.db.kysely
    .selectFrom('api_keys')
    .select(['id', 'user_id', 'scopes', 'expires_at', 'revoked_at', 'last_used_at'])
    .where('hash', '=', hashApiKey(key))
    .executeTakeFirst();
  if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return null;
  const noteFrom = new Date(now.getTime() - useNotedEveryMs);
  if (row.last_used_at === null || row.last_used_at <= noteFrom) noteUse(core, row.id, now, noteFrom);
  return { id: row.id, userId: row.user_id, scopes: row.scopes, expiresAt: row.expires_at };
}

/** Beside the request and not in it: that it is not written down is no reason to refuse anybody. */
function noteUse(core: Core, keyId: string, now: Date, noteFrom: Date): void {
  void core.db.kysely
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('id', '=', keyId)
    // Of many requests at once, one writes.
    .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<=', noteFrom)]))
    .execute()
    .catch((error: unknown) => core.log.warn({ err: error, keyId }, 'the use of a key was not noted'));
}
