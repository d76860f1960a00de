import type { AuditEntry, Page } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
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
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: data.map((row) => ({
      id: row.id,
      object: 'auditEntry',
      actor: row.actor,
      action: row.action,
      subject: row.subject,
      details: row.details as AuditEntry['details'],
      requestId: row.request_id,
      createdAt: row.created_at.toISOString(),
    })),
    hasMore,
    nextCursor: hasMore && last ? encodeCursor([String(last.number)]) : null,
  };
}
