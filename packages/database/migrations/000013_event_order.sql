-- The log is read in the order of transactions, and a transaction has its number from its first write. One that wrote
-- something else first (a callback's own row, the operation whose files come) may wait for a track that a later one has
-- just changed; its event, under its own number, would then stand before the event of the revision before it. So an event
-- stands no earlier than its track's last one. The number it takes belongs to a transaction that is over, and is not below
-- its own; a reader, who stops at the oldest transaction still running, therefore still misses nothing.
create function event_position(p_track uuid, p_revision integer) returns xid8 language sql volatile as $$
  select greatest(
    pg_current_xact_id(),
    (select xid from events where track_id = p_track and revision = p_revision - 1)
  )
$$;

create or replace function record_event(p_track uuid) returns void language sql as $$
  insert into events (xid, user_id, track_id, type, revision, track, occurred_at)
  select
    event_position(t.id, t.revision),
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

create or replace function note_new_files(p_track uuid, p_now timestamptz) returns void language sql as $$
  update tracks set revision = revision + 1, updated_at = p_now
  where id = p_track and status = 'completed' and deleted_at is null;
  insert into events (xid, user_id, track_id, type, revision, track, occurred_at)
  select event_position(t.id, t.revision), t.user_id, t.id, 'track.updated', t.revision, track_snapshot(t), t.updated_at
  from tracks t
  where t.id = p_track and t.status = 'completed' and t.deleted_at is null
$$;

select close_to_clients(array['event_position', 'record_event', 'note_new_files']);
