import type { Database } from '@impresario/database';

/** A change of a track and its event in one round trip; the title says when it was begun. */
const benchChange = `
  create or replace function bench_change(p_track uuid, p_title text) returns void language sql as $$
    update tracks set revision = revision + 1, title = p_title, updated_at = now() where id = p_track;
    select record_event(p_track)
  $$`;

/** One track for each user, under way for a day; returns their ids in the order of the users. */
export async function seedTracks({ pool }: Database, users: readonly string[]): Promise<string[]> {
  await pool.query(benchChange);
  await pool.query(
    `insert into profiles
     select name, 'free', 0, 0, current_date, now(), now() from unnest($1::text[]) as name on conflict do nothing`,
    [users],
  );
  const { rows } = await pool.query<{ id: string; user_id: string }>(
    `insert into tracks
       (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings, price, status, revision,
        step, due_at, queue_deadline_at, deadline_at, created_at, updated_at, operation, makes_song)
     select
       gen_random_uuid(), name, '', '', 'local', 'rain on a tin roof', '{piano}', '{}', '{}', '[]', 1000, 'processing', 1,
       'poll', later, later, later, now(), now(), 'generate', true
     from unnest($1::text[]) as name, lateral (select now() + interval '1 day' as later)
     returning id, user_id`,
    [users],
  );
  await pool.query('select count(record_event(id)) from tracks where user_id = any($1)', [users]);
  await pool.query('vacuum analyze');
  const ids = new Map(rows.map(({ id, user_id }) => [user_id, id]));
  return users.map((user) => ids.get(user)!);
}
