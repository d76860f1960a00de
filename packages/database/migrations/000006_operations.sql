-- Operations besides generate (spec §9). Each is a row of `tracks`, so that it is taken, retried, refunded and told
-- of in the same way; what makes no song of its own has makes_song false and is shown as an operation.

alter table tracks
  add column operation text not null default 'generate' check (operation in (
    'generate', 'extend', 'cover', 'add-vocals', 'add-instrumental', 'replace-section',
    'stems', 'wav', 'video', 'persona', 'lyrics', 'timestamped-lyrics', 'style'
  )),
  add column makes_song boolean not null default true,
  add column source_track_id uuid references tracks,
  add column source_version_id uuid references track_versions,
  add column claimed_from uuid references tracks,
  add column result jsonb,
  -- When a callback last asked for a look; a look that began before it is not the last word.
  add column hinted_at timestamptz;

create unique index one_claim_per_track on tracks (claimed_from);
create index songs_of_a_user on tracks (user_id, created_at desc, id desc) where makes_song;
create index work_on_a_track on tracks (source_track_id) where source_track_id is not null;
drop index tracks_of_a_user;
-- Of one user: which tracks are under way, how many began today.
create index work_of_a_user on tracks (user_id, created_at);
-- The queue of a provider is served in the order of admission.
drop index queued_tracks;
create index queued_tracks on tracks (provider, created_at, id) where step = 'submit';

alter table assets drop constraint assets_kind_check;
alter table assets add constraint assets_kind_check
  check (kind in ('audio', 'cover', 'video', 'peaks', 'stem', 'wav'));

alter table events drop constraint events_type_check;
alter table events add constraint events_type_check
  check (type ~ '^(track|operation)\.(created|updated|completed|failed|cancelled)$');

-- Reference audio that users hand us.
create table uploads (
  id uuid primary key,
  user_id text not null references profiles,
  key text not null unique,
  mime_type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  duration_seconds double precision not null,
  created_at timestamptz not null
);

create index uploads_of_a_user on uploads (user_id, created_at desc);

-- What a track may never do (I6): leave a terminal status, skip a revision, move backwards. Files that come later
-- (stems, WAV, video) raise the revision of a completed track and nothing else.
create or replace function guard_track_change() returns trigger language plpgsql as $$
declare
  may_still_change constant text[] := case
    when old.status = 'completed' then '{deleted_at, revision, updated_at}'::text[] else '{deleted_at}'
  end;
begin
  if old.status in ('completed', 'failed', 'cancelled') then
    if to_jsonb(new) - may_still_change is distinct from to_jsonb(old) - may_still_change then
      raise exception 'track % is % and does not change any more', old.id, old.status;
    end if;
  elsif old.status = 'processing' and new.status = 'pending' then
    raise exception 'track % cannot go back to pending', old.id;
  end if;
  if new.revision not in (old.revision, old.revision + 1) then
    raise exception 'track % would jump from revision % to %', old.id, old.revision, new.revision;
  end if;
  if (new.price, new.user_id, new.created_at, new.operation) is distinct from
    (old.price, old.user_id, old.created_at, old.operation) then
    raise exception 'price, owner, birth and operation of track % are fixed', old.id;
  end if;
  return new;
end $$;

create or replace function version_json(v track_versions) returns jsonb language sql stable return (
  select jsonb_build_object(
    'id', v.id,
    'variantIndex', v.variant_index,
    'isPrimary', v.is_primary,
    'providerClipId', v.provider_clip_id,
    'title', v.title,
    'lyrics', v.lyrics,
    'durationSeconds', v.duration_seconds,
    'streamUrl', v.stream_url,
    'audio', (array_agg(asset_json(a)) filter (where a.kind = 'audio'))[1],
    'cover', (array_agg(asset_json(a)) filter (where a.kind = 'cover'))[1],
    'video', (array_agg(asset_json(a)) filter (where a.kind = 'video'))[1],
    'peaks', (array_agg(asset_json(a)) filter (where a.kind = 'peaks'))[1],
    'wav', (array_agg(asset_json(a)) filter (where a.kind = 'wav'))[1],
    'stems', coalesce(
      jsonb_agg(jsonb_build_object('name', a.name, 'audio', asset_json(a)) order by a.name)
        filter (where a.kind = 'stem'),
      '[]'
    )
  )
  from assets a
  where a.version_id = v.id
);

create or replace function queue_position(t tracks) returns bigint language sql stable return
  case when t.status = 'pending' and t.step = 'submit' then (
    select count(*) + 1
    from tracks o
    where o.provider = t.provider and o.step = 'submit' and o.status = 'pending'
      and (o.created_at, o.id) < (t.created_at, t.id)
  ) end;

create or replace function track_snapshot(t tracks) returns jsonb language sql stable return
  jsonb_build_object(
    'id', t.id,
    'object', 'track',
    'status', t.status,
    'operation', t.operation,
    'provider', t.provider,
    'model', t.model,
    'title', t.title,
    'prompt', t.prompt,
    'lyrics', t.lyrics,
    'styleTags', to_jsonb(t.style_tags),
    'hasVocals', t.has_vocals,
    'projectId', t.project_id,
    'sourceTrackId', t.source_track_id,
    'sourceVersionId', t.source_version_id,
    'claimedFrom', t.claimed_from,
    'taskId', t.task_id,
    'progress', t.progress::numeric(4, 3),
    'stage', t.stage,
    'revision', t.revision,
    'warnings', t.warnings,
    'error', t.error,
    'creditsCharged', t.price / 1000.0::float8,
    'creditsRefunded', t.refunded / 1000.0::float8
  ) || jsonb_build_object(
    'queuePosition', queue_position(t),
    'estimatedCompletionAt', iso(t.estimated_completion_at),
    'deadlineAt', iso(t.deadline_at),
    'createdAt', iso(t.created_at),
    'updatedAt', iso(t.updated_at),
    'completedAt', iso(t.completed_at),
    'versions', coalesce(
      (select jsonb_agg(version_json(v) order by v.variant_index) from track_versions v where v.track_id = t.id),
      '[]'
    )
  );

-- Work beside a track as the wire shows it.
create function operation_snapshot(t tracks) returns jsonb language sql stable return
  jsonb_build_object(
    'id', t.id,
    'object', 'operation',
    'operation', t.operation,
    'status', t.status,
    'provider', t.provider,
    'trackId', t.source_track_id,
    'versionId', t.source_version_id,
    'taskId', t.task_id,
    'progress', t.progress::numeric(4, 3),
    'stage', t.stage,
    'revision', t.revision,
    'warnings', t.warnings,
    'error', t.error,
    'result', t.result,
    'creditsCharged', t.price / 1000.0::float8,
    'creditsRefunded', t.refunded / 1000.0::float8,
    'deadlineAt', iso(t.deadline_at),
    'createdAt', iso(t.created_at),
    'updatedAt', iso(t.updated_at),
    'completedAt', iso(t.completed_at)
  );

create or replace function record_event(p_track uuid) returns void language sql as $$
  insert into events (user_id, track_id, type, revision, track, occurred_at)
  select
    t.user_id,
    t.id,
    case when t.makes_song then 'track.' else 'operation.' end || case
      when t.revision = 1 then 'created'
      when t.status in ('completed', 'failed', 'cancelled') then t.status
      else 'updated'
    end,
    t.revision,
    case when t.makes_song then track_snapshot(t) else operation_snapshot(t) end,
    t.updated_at
  from tracks t
  where t.id = p_track
$$;

-- Tells of files that came to a completed track: its status is as before, so this is an update.
create function note_new_files(p_track uuid, p_now timestamptz) returns void language sql as $$
  update tracks set revision = revision + 1, updated_at = p_now
  where id = p_track and status = 'completed' and deleted_at is null;
  insert into events (user_id, track_id, type, revision, track, occurred_at)
  select t.user_id, t.id, 'track.updated', t.revision, track_snapshot(t), t.updated_at
  from tracks t
  where t.id = p_track and t.status = 'completed' and t.deleted_at is null
$$;

-- The charge of a row is a generation or, of a late result, a claim.
create or replace function refund_charge(p_track uuid, p_operation text, p_reason text, p_now timestamptz)
returns bigint language plpgsql as $$
declare
  charge credit_transactions;
begin
  select * into charge from credit_transactions
  where track_id = p_track and operation = p_operation and type in ('generation', 'claim');
  if not found then
    return 0;
  end if;
  perform from profiles where user_id = charge.user_id for update;
  perform from credit_transactions
  where track_id = p_track and operation = p_operation and type = 'refund';
  if found then
    return 0;
  end if;
  perform move_credits(charge.user_id, -charge.amount, 'refund', p_track, p_operation, 'system', p_reason, p_now);
  return -charge.amount;
end $$;

-- A refund of a claim gives back what the claim took, also in today's count.
create or replace function move_credits(
  p_user text,
  p_amount bigint,
  p_type text,
  p_track uuid,
  p_operation text,
  p_actor text,
  p_reason text,
  p_now timestamptz
) returns bigint language plpgsql as $$
declare
  today constant date := (p_now at time zone 'utc')::date;
  -- What comes back of another day's spending does not make today's less.
  counts_today constant boolean := case
    when p_type in ('generation', 'claim') then true
    when p_type = 'refund' then exists (
      select from credit_transactions
      where track_id = p_track and operation = p_operation and type in ('generation', 'claim')
        and created_at >= date_trunc('day', p_now, 'utc')
    )
    else false
  end;
  spent constant bigint := case when counts_today then -p_amount else 0 end;
  balance bigint;
begin
  update profiles
  set
    credits_remaining = credits_remaining + p_amount,
    credits_used_today = greatest(0, case when credits_used_on = today then credits_used_today else 0 end + spent),
    credits_used_on = today,
    updated_at = p_now
  where user_id = p_user and credits_remaining + p_amount >= 0
  returning credits_remaining into balance;
  if balance is null then
    return null;
  end if;
  insert into credit_transactions
    (id, user_id, track_id, operation, type, amount, balance_after, actor, reason, created_at)
  values
    (uuid_v7(p_now), p_user, p_track, p_operation, p_type, p_amount, balance, p_actor, p_reason, p_now);
  return balance;
end $$;

create unique index one_claim_per_charge on credit_transactions (track_id, operation) where type = 'claim';

create index personas on tracks (user_id, created_at desc) where operation = 'persona';
