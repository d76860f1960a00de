-- Whether a track waiting to be submitted is past its deadline, so that it only has to be ended.
create function is_past_waiting(t tracks, p_now timestamptz) returns boolean language sql immutable return
  p_now >= case t.status when 'pending' then t.queue_deadline_at else t.deadline_at end;

-- How many tasks a provider runs for us, as far as we know. What counts there is a task from its submit to its end.
-- One whose reply was lost may run or not; if it does, the provider will say that it is busy.
create function running_tasks(p_provider text) returns bigint language sql stable return (
  select count(*) from tracks where provider = p_provider and step = 'poll'
);

-- Claims rows that are due and that nobody holds (GEN-8), without those the caller still has in hand. Rows about
-- to be submitted are claimed only as far as their provider has free slots: p_slots is {"provider": {"submits":
-- free, "tasks": free or null}}. A deadline needs no slot.
create function take_due_tracks(
  p_now timestamptz, p_lease interval, p_limit integer, p_slots jsonb, p_held uuid[]
)
returns table (id uuid, lease_epoch bigint, step text, provider text) language sql as $$
  with ready as (
    select t.id
    from tracks t
    where t.due_at <= p_now
      and (t.lease_until is null or t.lease_until <= p_now)
      and (t.step <> 'submit' or is_past_waiting(t, p_now))
      and t.id <> all (p_held)
    order by t.due_at
    limit p_limit
    for update skip locked
  ),
  queued as (
    select s.id
    from jsonb_each(p_slots) as slot (provider, free)
    cross join lateral (
      select t.id
      from tracks t
      where t.provider = slot.provider
        and t.step = 'submit'
        and t.due_at <= p_now
        and (t.lease_until is null or t.lease_until <= p_now)
        and not is_past_waiting(t, p_now)
        and t.id <> all (p_held)
      order by t.due_at, t.id
      limit greatest(0, least(
        (slot.free ->> 'submits')::bigint,
        (slot.free ->> 'tasks')::bigint - running_tasks(slot.provider)
      ))
      for update skip locked
    ) s
  )
  update tracks t
  set lease_until = p_now + p_lease, lease_epoch = t.lease_epoch + 1
  where t.id in (select id from ready union all select id from queued)
  returning t.id, t.lease_epoch, t.step, t.provider
$$;

-- Keeps the claims that are still ours; a row not returned is ours no longer, or was let go by ourselves.
create function renew_leases(p_ids uuid[], p_epochs bigint[], p_now timestamptz, p_lease interval)
returns setof uuid language sql as $$
  update tracks t
  set lease_until = p_now + p_lease
  from unnest(p_ids, p_epochs) as held (id, epoch)
  where t.id = held.id and t.lease_epoch = held.epoch and t.lease_until is not null
  returning t.id
$$;

-- Unfinished tracks that nobody looked at when they were due, or that outlived their deadline. A health
-- query: always empty unless no worker runs (GEN-11).
create function check_stuck_tracks(p_now timestamptz default now(), p_grace interval default '5 minutes')
returns table (track_id uuid, user_id text, status text, step text, due_at timestamptz, deadline_at timestamptz)
language sql stable as $$
  select t.id, t.user_id, t.status, t.step, t.due_at, t.deadline_at
  from tracks t
  where t.due_at is not null
    and (
      (t.due_at < p_now - p_grace and coalesce(t.lease_until, t.due_at) < p_now - p_grace)
      or (t.deadline_at < p_now - p_grace)
    )
$$;
