import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** Whether due rows are taken: by whom does not matter. */
export interface WorkState {
  /** How long the row has been due that has waited longest and could go on; null when none waits. */
  readonly waitingSeconds: number | null;
  /** Rows that a worker holds at this moment. */
  readonly held: number;
}

/** Looks at the queue; what waits for a place at its provider is in order while something is held. */
export async function readWork(core: Core): Promise<WorkState> {
  const now = core.clock.now();
  const { rows } = await sql<{ waitingSeconds: number | null; held: number }>`
    select
      (extract(epoch from ${now} - min(due_at) filter (where due_at <= ${now} and coalesce(lease_until, ${now}) <= ${now})))::float8
        as "waitingSeconds",
      (count(*) filter (where lease_until > ${now}))::integer as held
    from tracks where due_at is not null`.execute(core.db.kysely);
  return rows[0]!;
}
