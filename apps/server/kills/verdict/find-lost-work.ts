import type { Database } from '@impresario/database';
import type { Deadlines } from '../deployment.ts';
import type { Notebook } from '../notebook.ts';

type Pool = Database['pool'];

interface Row {
  id: string;
  user_id: string;
  status: string;
}

/** Work that was acknowledged and is not there, not the caller's or not over; a cancel that did not hold. */
export async function findLostWork(pool: Pool, { work, cancels }: Notebook): Promise<string[]> {
  const { rows } = await pool.query<Row>('select id, user_id, status from tracks');
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lostWork = work.flatMap(({ id, wish }) => {
    const row = byId.get(id);
    if (!row) return [`${id} of ${wish.userId} is gone`];
    if (row.user_id !== wish.userId) return [`${id} belongs to ${row.user_id}, not to ${wish.userId}`];
    return ['completed', 'failed', 'cancelled'].includes(row.status) ? [] : [`${id} is ${row.status}`];
  });
  const lostCancels = cancels.flatMap(({ id }) => {
    const status = byId.get(id)?.status;
    return status === 'cancelled' ? [] : [`${id} was cancelled and is ${status}`];
  });
  return [...lostWork, ...lostCancels];
}

/** What clocks of several processes and a restart of the database may take on top of the deadlines. */
const graceMs = 30_000;

/** Tracks that ended later than all their deadlines together allow, or not at all. */
export async function findLateTracks(pool: Pool, { downloadMs }: Deadlines): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; late: string }>(
    `select t.id, concat_ws(' ', t.provider, t.status, t.error ->> 'code', 'due', greatest(t.queue_deadline_at, t.deadline_at),
       'ended', coalesce(e.ended_at::text, 'never')) as late
     from tracks t
     left join (
       select track_id, min(occurred_at) as ended_at from events
       where type ~ '(completed|failed|cancelled)$' group by track_id
     ) e on e.track_id = t.id
     where e.ended_at is null
       or e.ended_at > greatest(t.queue_deadline_at, t.deadline_at) + $1 * interval '1 millisecond'`,
    [downloadMs + graceMs],
  );
  return rows.map(({ id, late }) => `${id}: ${late}`);
}
