import { isTerminal, type OperationResource } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { waitUntil } from '../tracks/wait.ts';

/** One operation of a user; null for anybody else's. */
export async function readOperation(
  core: Core,
  userId: string,
  operationId: string,
): Promise<OperationResource | null> {
  const { rows } = await sql<{ operation: OperationResource }>`
    select operation_snapshot(t) as operation from tracks t
    where t.id = ${operationId} and t.user_id = ${userId} and not t.makes_song`.execute(core.db.kysely);
  return rows[0]?.operation ?? null;
}

/** The operation once it is finished, or as it is when `signal` aborts. */
export function waitForOperation(core: Core, userId: string, operationId: string, signal: AbortSignal) {
  return waitUntil(
    core,
    signal,
    () => readOperation(core, userId, operationId),
    ({ status }) => isTerminal(status),
  );
}
