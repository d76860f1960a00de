import type { OperationResult, Persona } from '@impresario/protocol';
import type { SideRequest } from '@impresario/provider';
import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** A user's personas, newest first, by ids of ours; what the provider calls them is understood as well. */
export async function listPersonas(core: Core, userId: string): Promise<Persona[]> {
  const rows = await core.db.kysely
    .selectFrom('tracks')
    .select(['id', 'provider', 'request', 'source_track_id', 'created_at'])
    .where('user_id', '=', userId)
    .where('operation', '=', 'persona')
    .where('status', '=', 'completed')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => {
    const { name, description } = row.request as Extract<SideRequest, { operation: 'persona' }>;
    return {
      id: row.id,
      name,
      description,
      provider: row.provider,
      trackId: row.source_track_id,
      createdAt: row.created_at.toISOString(),
    };
  });
}

/**
 * What the provider calls the persona that a user means: one of theirs by our id or by the provider's own. An id we
 * do not know is passed on, because it may have been made elsewhere; one of another user here is refused (SEC-1).
 */
export async function readPersonaId(core: Core, userId: string, asked: string): Promise<string | null> {
  const { rows } = await sql<{ user_id: string; result: OperationResult }>`
    select user_id, result from tracks
    where operation = 'persona' and status = 'completed'
      and (id::text = ${asked} or result ->> 'personaId' = ${asked})
    order by user_id = ${userId} desc
    limit 1`.execute(core.db.kysely);
  const found = rows[0];
  if (!found) return looksLikeOurs(asked) ? null : asked;
  if (found.user_id !== userId || found.result.kind !== 'persona') return null;
  return found.result.personaId;
}

function looksLikeOurs(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
}
