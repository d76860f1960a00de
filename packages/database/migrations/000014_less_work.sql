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
