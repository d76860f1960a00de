-- As before, without reading through all that wait: the next provider is found by the index, one step each.
create or replace function due_callbacks(p_now timestamptz, p_limit integer, p_per_minute integer)
returns setof callbacks language plpgsql as $$
declare
  next_provider text := '';
begin
  loop
    select min(c.provider) into next_provider from callbacks c where c.due_at is not null and c.provider > next_provider;
    exit when next_provider is null;
    continue when not exists (select from callbacks c where c.provider = next_provider and c.due_at <= p_now);
    perform pg_advisory_xact_lock(hashtextextended('callbacks of ' || next_provider, 0));
    return query
      select * from callbacks w
      where w.provider = next_provider and w.due_at <= p_now
      order by w.due_at, w.id
      limit greatest(0, least(p_limit, p_per_minute - (
        select count(*) from callbacks d where d.provider = next_provider and d.applied_at > p_now - interval '1 minute'
      )))
      for update skip locked;
    if found then
      return;
    end if;
  end loop;
end $$;

-- As before, counted to a thousand: who waits behind more is told so, and a long queue is not read through for each
-- of those in it.
create or replace function queue_position(t tracks) returns bigint language sql stable return
  case when t.status = 'pending' and t.step = 'submit' then (
    select count(*) + 1
    from (
      select from tracks o
      where o.provider = t.provider and o.step = 'submit' and o.status = 'pending'
        and (o.created_at, o.id) < (t.created_at, t.id)
      limit 1000
    ) ahead
  ) end;

-- What a worker looks for, without reading through all that wait for a place: other steps than the submit, those that
-- waited too long, and those that somebody is about to submit.
create index due_steps on tracks (due_at) where step <> 'submit';
create index waiting_deadlines on tracks ((case status when 'pending' then queue_deadline_at else deadline_at end))
  where step = 'submit';
create index held_submits on tracks (provider, lease_until) where step = 'submit' and lease_until is not null;
drop index due_tracks;

-- As before; a row that waited too long is found by its deadline.
create or replace function take_due_tracks(
  p_now timestamptz, p_lease interval, p_limit integer, p_slots jsonb, p_held uuid[]
)
returns table (id uuid, lease_epoch bigint, step text, provider text) language plpgsql as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(hashtextextended('take_due_tracks', 0));
  return query
  with ready as (
    select t.id
    from tracks t
    where t.step <> 'submit'
      and t.due_at <= p_now
      and (t.lease_until is null or t.lease_until <= p_now)
      and t.id <> all (p_held)
    order by t.due_at
    limit p_limit
    for update skip locked
  ),
  late as (
    select t.id
    from tracks t
    where t.step = 'submit'
      and case t.status when 'pending' then t.queue_deadline_at else t.deadline_at end <= p_now
      and t.due_at <= p_now
      and (t.lease_until is null or t.lease_until <= p_now)
      and t.id <> all (p_held)
    order by case t.status when 'pending' then t.queue_deadline_at else t.deadline_at end
    limit p_limit
    for update skip locked
  ),
  slots as (
    select
      slot.provider,
      greatest(0, least(
        (slot.free ->> 'submits')::bigint,
        (slot.free ->> 'tasks')::bigint - running_tasks(slot.provider) - submitting(slot.provider, p_now),
        (slot.free -> 'rate' ->> 'max')::bigint - (
          select count(*) from attempts a
          where a.provider = slot.provider
            and a.created_at > p_now - (slot.free -> 'rate' ->> 'perSeconds')::float8 * interval '1 second'
        ) - about_to_submit(slot.provider, p_now),
        case when s.failure_streak >= streak_means_down() then 1 - submitting(slot.provider, p_now) end
      )) as room
    from jsonb_each(p_slots) as slot (provider, free)
    left join provider_states s on s.provider = slot.provider
    where s.paused_until is null or s.paused_until <= p_now
  ),
  queued as (
    select picked.id
    from slots
    cross join lateral (
      select t.id
      from tracks t
      where t.provider = slots.provider
        and t.step = 'submit'
        and t.due_at <= p_now
        and (t.lease_until is null or t.lease_until <= p_now)
        and case t.status when 'pending' then t.queue_deadline_at else t.deadline_at end > p_now
        and t.id <> all (p_held)
      order by t.created_at, t.id
      limit slots.room
      for update skip locked
    ) picked
  )
  update tracks t
  set lease_until = p_now + p_lease, lease_epoch = t.lease_epoch + 1
  where t.id in (select id from ready union all select id from late union all select id from queued)
  returning t.id, t.lease_epoch, t.step, t.provider;
end $$;

drop function is_past_waiting(tracks, timestamptz);

-- As before, but a track that waits for a place at its provider is not stuck while it may wait.
create or replace function check_stuck_tracks(
  p_now timestamptz default now(), p_grace interval default '5 minutes'
)
returns table (track_id uuid, user_id text, status text, step text, due_at timestamptz, deadline_at timestamptz)
language sql stable as $$
  select t.id, t.user_id, t.status, t.step, t.due_at, t.deadline_at
  from tracks t
  where t.due_at is not null
    and (
      (
        greatest(
          t.due_at,
          t.lease_until,
          case when t.step = 'submit' and t.status = 'pending' then t.queue_deadline_at end
        ) < p_now - p_grace
      )
      or t.deadline_at < p_now - p_grace
    )
$$;
