-- What happened, as numbers by the hour: a chart of a month and the totals of all time then cost the same over a million
-- tracks as over ten. Counters kept by every change would have all changes wait for one row; so the numbers are counted
-- from the rows themselves every few minutes, and what came since is counted when it is asked for.

-- One number of one hour, of one day, or of all time ('-infinity').
create table figures (
  grain text not null check (grain in ('hour', 'day', 'ever')),
  at timestamptz not null,
  -- '' for what is of no provider.
  provider text not null,
  -- A track's status, 'admitted', 'seconds' (how long a song took), 'provider-seconds' (of these, at the provider),
  -- 'charged' or 'refunded' (millicredits), or 'users' (seen for the first time).
  name text not null,
  -- An error's code, a step of `latency_step`, or ''.
  key text not null,
  amount bigint not null,
  primary key (grain, at, provider, name, key)
);

-- Everything before this is counted; no row while nothing is.
create table figures_until (
  is_only boolean primary key default true check (is_only),
  at timestamptz not null
);

-- Songs and work by when they ended.
create index ended_tracks on tracks (completed_at) where completed_at is not null;

-- Durations of one step differ by less than a tenth; steps can be added up over hours, which percentiles cannot. The middle
-- of a step is 2 ^ (step / 8) seconds.
create function latency_step(p_span interval) returns integer language sql immutable return
  round(8 * ln(greatest(extract(epoch from p_span)::float8, 0.001)) / ln(2::float8))::integer;

-- What happened from p_from on and before p_to, by the hour (UTC). Only songs are counted, but credits of all work.
create function count_figures(p_from timestamptz, p_to timestamptz)
returns table (hour timestamptz, provider text, name text, key text, amount bigint) language sql stable as $$
  with ended as (
    select id, date_trunc('hour', completed_at, 'utc') as hour, provider, status, error ->> 'code' as code,
      case when status = 'completed' and claimed_from is null then latency_step(completed_at - created_at) end as step
    from tracks
    where completed_at >= p_from and completed_at < p_to and makes_song
  )
  select date_trunc('hour', created_at, 'utc'), provider, 'admitted', '', count(*)
  from tracks
  where created_at >= p_from and created_at < p_to and makes_song
  group by 1, 2
  union all
  select hour, provider, status, case status when 'failed' then coalesce(code, '') else '' end, count(*)
  from ended
  group by 1, 2, 3, 4
  union all
  select hour, provider, 'seconds', step::text, count(*)
  from ended
  where step is not null
  group by 1, 2, 4
  union all
  select e.hour, e.provider, 'provider-seconds', latency_step(a.finished_at - a.created_at)::text, count(*)
  from ended e
  join attempts a on a.track_id = e.id and a.status = 'finished'
  where e.step is not null
  group by 1, 2, 4
  union all
  select date_trunc('hour', created_at, 'utc'), '', case type when 'refund' then 'refunded' else 'charged' end, '',
    sum(abs(amount))::bigint
  from credit_transactions
  where created_at >= p_from and created_at < p_to and type in ('generation', 'claim', 'refund')
  group by 1, 3
  union all
  select date_trunc('hour', created_at, 'utc'), '', 'users', '', count(*)
  from profiles
  where created_at >= p_from and created_at < p_to
  group by 1
$$;

-- Counts what has happened since the last time, up to five minutes ago: by then every transaction that could still write an
-- earlier time is over (pool.ts ends them after a minute), also on a node whose clock is a little behind. One process
-- counts at a time.
create function roll_up_figures(p_now timestamptz) returns void language plpgsql as $$
declare
  counted_to constant timestamptz := (select at from figures_until);
  now_to constant timestamptz := p_now - interval '5 minutes';
begin
  if counted_to >= now_to or not pg_try_advisory_xact_lock(hashtextextended('roll_up_figures', 0)) then
    return;
  end if;
  -- Another process may have counted while the first lines were read.
  if counted_to is distinct from (select at from figures_until) then
    return;
  end if;
  insert into figures (grain, at, provider, name, key, amount)
  select
    g.grain,
    case g.grain when 'hour' then c.hour when 'day' then date_trunc('day', c.hour, 'utc') else '-infinity' end,
    c.provider, c.name, c.key, sum(c.amount)
  from count_figures(coalesce(counted_to, '-infinity'), now_to) c
  cross join (values ('hour'), ('day'), ('ever')) g (grain)
  group by 1, 2, 3, 4, 5
  on conflict (grain, at, provider, name, key) do update set amount = figures.amount + excluded.amount;
  insert into figures_until (at) values (now_to) on conflict (is_only) do update set at = excluded.at;
  delete from figures
  where (grain = 'hour' and at < now_to - interval '8 days') or (grain = 'day' and at < now_to - interval '400 days');
end $$;

-- All that is known of a time, whether it is counted already or not: by hour or by day (p_grain), from p_from on and before
-- p_to; 'ever' for all time.
create function read_figures(p_grain text, p_from timestamptz, p_to timestamptz)
returns table (at timestamptz, provider text, name text, key text, amount bigint) language sql stable as $$
  select f.at, f.provider, f.name, f.key, f.amount
  from figures f
  where f.grain = p_grain and f.at >= p_from and f.at < p_to
  union all
  select
    case p_grain when 'hour' then c.hour when 'day' then date_trunc('day', c.hour, 'utc') else '-infinity' end,
    c.provider, c.name, c.key, c.amount
  from count_figures(
    greatest(p_from, coalesce((select u.at from figures_until u), '-infinity')), p_to
  ) c
$$;

-- A database that is in use already is counted now, not at the first look at it.
select roll_up_figures(now()) where exists (select from profiles);

select close_to_clients(array[
  'figures', 'figures_until', 'latency_step', 'count_figures', 'roll_up_figures', 'read_figures'
]);
