-- A deletion is told like every change, so that whoever shows the track elsewhere takes it away. It is the last revision of
-- the track, and its event says no more than the id: what was deleted is nobody's to read.
alter table events drop constraint events_type_check;
alter table events add constraint events_type_check
  check (type ~ '^(track|operation)\.(created|updated|completed|failed|cancelled)$' or type = 'track.deleted');

-- What a track may never do (I6): leave a terminal status, skip a revision, move backwards. Files that come later
-- (stems, WAV, video) and its deletion raise the revision of a finished track and nothing else.
create or replace function guard_track_change() returns trigger language plpgsql as $$
declare
  may_still_change constant text[] := case
    when old.status = 'completed' or (old.deleted_at is null and new.deleted_at is not null)
      then '{deleted_at, revision, updated_at}'::text[]
    else '{deleted_at}'
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

-- Hides a finished track and tells so, once: false when it was hidden already.
create function delete_track(p_track uuid, p_now timestamptz) returns boolean language plpgsql as $$
declare
  deleted tracks;
begin
  update tracks set deleted_at = p_now, updated_at = p_now, revision = revision + 1
  where id = p_track and deleted_at is null
  returning * into deleted;
  if not found then
    return false;
  end if;
  insert into events (xid, user_id, track_id, type, revision, track, occurred_at)
  values (
    event_position(deleted.id, deleted.revision), deleted.user_id, deleted.id, 'track.deleted', deleted.revision,
    'null', p_now
  );
  return true;
end $$;

select close_to_clients(array['guard_track_change', 'delete_track']);
