import type { TrackStatus } from '@impresario/protocol';
import type { TestDatabase } from '@impresario/database/testing';

type Client = Pick<TestDatabase['pool'], 'query'>;

/** Writes tracks and their events as the engine's transactions do. */
export const trackLog = {
  async create(client: Client, userId: string, operation = 'generate'): Promise<string> {
    await client.query(
      `insert into profiles values ($1, 'free', 0, 0, current_date, now(), now()) on conflict do nothing`,
      [userId],
    );
    const { rows } = await client.query<{ id: string }>(
      `insert into tracks
         (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings, price,
          status, revision, step, due_at, queue_deadline_at, deadline_at, created_at, updated_at, operation,
          makes_song)
       values
         (gen_random_uuid(), $1, '', '', 'local', 'rain', '{}', '{}', '{}', '[]', 1000,
          'pending', 1, 'submit', now(), now(), now(), clock_timestamp(), now(), $2, $2 = 'generate')
       returning id`,
      [userId, operation],
    );
    const id = rows[0]!.id;
    await client.query('select record_event($1)', [id]);
    return id;
  },

  async change(client: Client, id: string, status: TrackStatus = 'processing'): Promise<void> {
    const isOver = status === 'completed' || status === 'failed' || status === 'cancelled';
    await client.query(
      `update tracks set revision = revision + 1, status = $2,
         step = case when $3 then null else 'poll' end, due_at = case when $3 then null else now() end,
         error = case when $2 in ('failed', 'cancelled') then '{}'::jsonb end
       where id = $1`,
      [id, status, isOver],
    );
    await client.query('select record_event($1)', [id]);
  },

  /** What deleting a finished track does. */
  async delete(client: Client, id: string): Promise<void> {
    await client.query('select delete_track($1, now())', [id]);
  },

  /** What an operation does when its files land on a completed track. */
  async addFiles(client: Client, id: string): Promise<void> {
    await client.query('select note_new_files($1, now())', [id]);
  },
};
