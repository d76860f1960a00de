-- For deployments that let clients at the database itself (Supabase, PostgREST): whoever comes as `authenticated`, with
-- the claims of a token in `request.jwt.claims`, reads the rows of its own user and writes nothing; `anon` sees nothing;
-- nobody but the engine calls its functions, some of which move credits (SEC-5). The engine is the owner of the tables,
-- whom row-level security does not bind.

-- Closes tables, views and functions of the engine, by name, to everybody but the owner. By name, because the database
-- may have tables of others too. Every migration that makes one calls this; a test looks through the catalogue.
create function close_to_clients(p_names text[]) returns void language plpgsql as $$
declare
  everybody constant text := (
    select string_agg(quote_ident(name), ', ')
    from (select 'public' union all select rolname from pg_roles where rolname in ('anon', 'authenticated')) r (name)
  );
  closed record;
begin
  for closed in
    select c.oid::regclass as relation, c.relkind
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname = any(p_names) and c.relkind in ('r', 'v')
  loop
    execute format('revoke all on %s from %s', closed.relation, everybody);
    if closed.relkind = 'r' then
      execute format('alter table %s enable row level security', closed.relation);
    else
      -- Else it would read with the rights of its owner, past all policies.
      execute format('alter view %s set (security_invoker = true)', closed.relation);
    end if;
  end loop;
  for closed in
    select d.objid::regclass as sequence
    from pg_depend d
    join pg_class t on t.oid = d.refobjid
    join pg_class s on s.oid = d.objid and s.relkind = 'S'
    where t.relnamespace = 'public'::regnamespace and t.relname = any(p_names)
  loop
    execute format('revoke all on sequence %s from %s', closed.sequence, everybody);
  end loop;
  for closed in
    select p.oid::regprocedure as routine
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname = any(p_names)
  loop
    execute format('revoke all on function %s from %s', closed.routine, everybody);
  end loop;
end $$;

-- The user that the caller's token names, or null.
create function client_user_id() returns text language sql stable parallel safe return
  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub';

-- What a client may read, once there is the role `authenticated`; roles belong to the cluster, so a plain PostgreSQL has
-- none. To be called again by whoever makes the role later. Columns are named: those of the queue, of the provider's
-- request and of idempotency are the engine's own.
create function grant_reading_to_clients() returns boolean language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = 'authenticated') then
    return false;
  end if;
  grant usage on schema public to authenticated;
  grant execute on function client_user_id() to authenticated;
  grant select (
    user_id, plan, credits_remaining, credits_used_today, credits_used_on, created_at, updated_at
  ) on profiles to authenticated;
  grant select (
    id, user_id, operation, makes_song, source_track_id, source_version_id, claimed_from, provider, model, title,
    prompt, lyrics, style_tags, has_vocals, project_id, warnings, price, refunded, status, revision, task_id, progress,
    stage, error, result, deadline_at, estimated_completion_at, created_at, updated_at, completed_at
  ) on tracks to authenticated;
  grant select (
    id, track_id, variant_index, is_primary, provider_clip_id, title, lyrics, duration_seconds, stream_url, created_at
  ) on track_versions to authenticated;
  grant select (
    id, track_id, version_id, kind, name, mime_type, bytes, sha256, created_at
  ) on assets to authenticated;
  grant select (
    id, number, user_id, track_id, operation, type, amount, balance_after, actor, reason, created_at
  ) on credit_transactions to authenticated;
  grant select (
    id, user_id, track_id, type, revision, track, occurred_at
  ) on events to authenticated;
  grant select (
    id, user_id, mime_type, bytes, sha256, duration_seconds, created_at
  ) on uploads to authenticated;
  return true;
end $$;

create policy own_rows on profiles for select using (user_id = (select client_user_id()));
create policy own_rows on tracks for select using (user_id = (select client_user_id()) and deleted_at is null);
create policy own_rows on credit_transactions for select using (user_id = (select client_user_id()));
create policy own_rows on events for select using (user_id = (select client_user_id()));
create policy own_rows on uploads for select using (user_id = (select client_user_id()));
-- These see the track only where its own policy lets the client see it.
create policy of_own_tracks on track_versions for select using (exists (select from tracks t where t.id = track_id));
create policy of_own_tracks on assets for select using (exists (select from tracks t where t.id = track_id));

select close_to_clients(array[
  'assets', 'attempts', 'callbacks', 'credit_transactions', 'event_log_start', 'events', 'orphans', 'profiles',
  'provider_states', 'rate_buckets', 'track_versions', 'tracks', 'uploads', 'schema_migrations',
  'about_to_submit', 'admit_track', 'asset_json', 'block_lasts', 'blocked_kind_of', 'bucket_after_take',
  'check_stuck_tracks', 'client_user_id', 'close_to_clients', 'decrement_production_credits', 'due_callbacks',
  'ensure_profile', 'grant_reading_to_clients', 'guard_track_change', 'increment_credits', 'insert_track',
  'is_down', 'is_past_waiting', 'iso', 'lock_task', 'move_credits', 'next_submit_at', 'note_new_files',
  'note_submit', 'operation_snapshot', 'prune_callbacks', 'prune_events', 'queue_position', 'record_event',
  'refund_charge', 'renew_leases', 'replay_of', 'running_tasks', 'store_callback', 'streak_means_down',
  'submitting', 'take_due_tracks', 'track_snapshot', 'tracks_admitted_since', 'uuid_v7', 'version_json',
  'wake_callbacks',
  'api_keys', 'audit_log', 'change_plan', 'create_api_key', 'grant_credits', 'refuse_rewriting', 'revoke_api_key',
  'revoke_api_keys', 'write_audit'
]);
select grant_reading_to_clients();
