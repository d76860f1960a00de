import type { Operation, Orphan } from '@impresario/protocol';
import type { Core } from '../core.ts';

/** Tasks that providers may have made although their tracks are over, newest first (GEN-3). */
export async function listOrphans(core: Core, limit: number): Promise<Orphan[]> {
  const rows = await core.db.kysely
    .selectFrom('orphans')
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    trackId: row.track_id,
    userId: row.user_id,
    provider: row.provider,
    operation: row.operation as Operation,
    taskId: row.task_id,
    status: row.status,
    trackStatus: row.track_status,
    errorCode: row.error_code,
    lateResultAt: row.late_result_at?.toISOString() ?? null,
    claimedBy: row.claimed_by,
    createdAt: row.created_at.toISOString(),
  }));
}
