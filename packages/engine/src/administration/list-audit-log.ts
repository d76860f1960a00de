import type { Schema } from '@impresario/database';
import type { AuditEntry, Page } from '@impresario/protocol';
import type { Selectable } from 'kysely';
import type { Core } from '../core.ts';
import { decodeCursor } from '../cursor.ts';
import { pageOf } from '../page-of.ts';
import type { AuditQuery } from './administration.ts';

/** A page of the audit log, newest first; null when the cursor is not one of ours. */
export async function listAuditLog(
  core: Core,
  { limit, cursor, action, subject, actor }: AuditQuery,
): Promise<Page<AuditEntry> | null> {
  const after = cursor === null ? null : decodeCursor(cursor, 1);
  if (cursor !== null && !after) return null;
  let query = core.db.kysely
    .selectFrom('audit_log')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('number', '<', Number(after[0]));
  if (action) query = query.where('action', '=', action);
  if (subject !== null) query = query.where('subject', '=', subject);
  if (actor !== null) query = query.where('actor', '=', actor);
  const rows = await query.execute();
  return pageOf(rows, limit, { show: entryOf, placeOf: (row) => [String(row.number)] });
}

function entryOf(row: Selectable<Schema['audit_log']>): AuditEntry {
  return {
    id: row.id,
    object: 'auditEntry',
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    details: row.details as AuditEntry['details'],
    requestId: row.request_id,
    createdAt: row.created_at.toISOString(),
  };
}
