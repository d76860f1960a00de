import type { Database } from '@impresario/database';
import type { Notebook } from '../notebook.ts';

type Pool = Database['pool'];

/** More than one debit for one charge; a second track for one key; a track that nobody asked for. */
export async function findDoubleCharges(pool: Pool, { wishes }: Notebook): Promise<string[]> {
  const { rows: twice } = await pool.query<{ track_id: string }>(
    `select track_id from credit_transactions where type in ('generation', 'claim')
     group by track_id, operation having count(*) > 1`,
  );
  const { rows: tracks } = await pool.query<{ id: string; user_id: string; idempotency_key: string }>(
    'select id, user_id, idempotency_key from tracks',
  );
  const asked = new Set(wishes.map(({ userId, key }) => `${userId} ${key}`));
  const made = new Set<string>();
  const uncalledFor = tracks.flatMap(({ id, user_id, idempotency_key }) => {
    const key = `${user_id} ${idempotency_key}`;
    if (!asked.has(key)) return [`${id}: nobody asked for it`];
    if (made.has(key)) return [`${id}: a second one under ${key}`];
    made.add(key);
    return [];
  });
  return [...twice.map(({ track_id }) => `${track_id}: debited twice`), ...uncalledFor];
}

/** More than one refund of one charge, or more given back than was taken. */
export async function findDoubleRefunds(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ track_id: string }>(
    `select track_id from credit_transactions where track_id is not null
     group by track_id, operation having count(*) filter (where type = 'refund') > 1 or sum(amount) > 0`,
  );
  return rows.map(({ track_id }) => track_id);
}
