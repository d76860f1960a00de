-- What a track may never do (I6): leave a terminal status, skip a revision, move backwards.
create function guard_track_change() returns trigger language plpgsql as $$
begin
  if old.status in ('completed', 'failed', 'cancelled') then
    -- Only that it was removed may still be noted.
    if to_jsonb(new) - 'deleted_at' is distinct from to_jsonb(old) - 'deleted_at' then
      raise exception 'track % is % and does not change any more', old.id, old.status;
    end if;
  elsif old.status = 'processing' and new.status = 'pending' then
    raise exception 'track % cannot go back to pending', old.id;
  end if;
  if new.revision not in (old.revision, old.revision + 1) then
    raise exception 'track % would jump from revision % to %', old.id, old.revision, new.revision;
  end if;
  if new.price <> old.price or new.user_id <> old.user_id or new.created_at <> old.created_at then
    raise exception 'price, owner and birth of track % are fixed', old.id;
  end if;
  return new;
end $$;

create trigger guard_track_change before update on tracks
for each row execute function guard_track_change();

create function iso(at timestamptz) returns text language sql immutable parallel safe return
  to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- A UUID whose order is that of time (RFC 9562, version 7).
create function uuid_v7(at timestamptz) returns uuid language sql volatile return
  encode(
    set_byte(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6
      ),
      6,
      (get_byte(uuid_send(gen_random_uuid()), 0) & 15) | 112
    ),
    'hex'
  )::uuid;

-- One stored file as the wire shows it, with its key in place of an address.
create function asset_json(a assets) returns jsonb language sql stable return
  jsonb_build_object('key', a.key, 'mimeType', a.mime_type, 'bytes', a.bytes, 'sha256', a.sha256);

create function version_json(v track_versions) returns jsonb language sql stable return (
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
    'stems', coalesce(
      jsonb_agg(jsonb_build_object('name', a.name, 'audio', asset_json(a)) order by a.name)
        filter (where a.kind = 'stem'),
      '[]'
    )
  )
  from assets a
  where a.version_id = v.id
);

-- Its place among those waiting for the same provider, from 1; null once it is being made.
create function queue_position(t tracks) returns bigint language sql stable return
  case when t.status = 'pending' and t.step = 'submit' then (
    select count(*) + 1
    from tracks o
    where o.provider = t.provider and o.step = 'submit' and o.status = 'pending' and (o.due_at, o.id) < (t.due_at, t.id)
  ) end;

-- The whole track as the wire shows it; the only place that knows this shape in SQL.
create function track_snapshot(t tracks) returns jsonb language sql stable return
  jsonb_build_object(
    'id', t.id,
    'object', 'track',
    'status', t.status,
    'provider', t.provider,
    'model', t.model,
    'title', t.title,
    'prompt', t.prompt,
    'lyrics', t.lyrics,
    'styleTags', to_jsonb(t.style_tags),
    'hasVocals', t.has_vocals,
    'projectId', t.project_id,
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

-- Notes one change of a track in the log, with the whole track after it. Called once for every revision.
create function record_event(p_track uuid) returns void language sql as $$
  insert into events (user_id, track_id, type, revision, track, occurred_at)
  select
    t.user_id,
    t.id,
    case
      when t.revision = 1 then 'track.created'
      when t.status in ('completed', 'failed', 'cancelled') then 'track.' || t.status
      else 'track.updated'
    end,
    t.revision,
    track_snapshot(t),
    t.updated_at
  from tracks t
  where t.id = p_track
$$;

-- Cuts the log off before a time and remembers where, so that no client misses an event unknowingly.
create function prune_events(p_before timestamptz) returns bigint language plpgsql as $$
declare
  removed bigint;
begin
  with gone as (
    delete from events
    where occurred_at < p_before and xid < pg_snapshot_xmin(pg_current_snapshot())
    returning xid, id
  ), cut as (
    update event_log_start s
    set (xid, id) = (select g.xid, g.id from gone g order by g.xid desc, g.id desc limit 1)
    where exists (select from gone g where (g.xid, g.id) > (s.xid, s.id))
  )
  select count(*) into removed from gone;
  return removed;
end $$;
