import { apiKeyScopes, liveApiKeysMax, type CreateApiKey } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Caller } from '../ports.ts';
import type { Actor, KeyCreation } from './api-key.ts';
import { throwApiKey } from './api-key-secret.ts';

/** Makes a key that acts for the caller; the key itself is in the answer and nowhere else. */
export async function createApiKey(
  core: Core,
  caller: Caller,
  body: CreateApiKey,
  by: Actor,
): Promise<KeyCreation> {
  const now = core.clock.now();
  const { key, hash, prefix } = throwApiKey(core.dice);
  const row = {
    id: core.dice.id(now),
    name: body.name,
    prefix,
    scopes: apiKeyScopes.filter((scope) => body.scopes.includes(scope)),
    expiresAt: body.expiresAt ? new Date(body.expiresAt).toISOString() : null,
  };
  const { rows } = await sql<{ is_made: boolean }>`
    select create_api_key(
      ${caller.userId}, ${caller.signup.plan}, ${caller.signup.millicredits}, ${liveApiKeysMax},
      ${JSON.stringify(row)}, ${hash}, ${JSON.stringify(by)}, ${now}
    ) as is_made`.execute(core.db.kysely);
  if (!rows[0]!.is_made) return { kind: 'too-many' };
  const createdAt = now.toISOString();
  return { kind: 'created', apiKey: { ...row, object: 'apiKey', lastUsedAt: null, createdAt, key } };
}
