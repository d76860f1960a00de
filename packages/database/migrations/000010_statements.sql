-- A statement adds up all of a user's transactions; with time and amount in the index it reads no rows for that.
drop index transactions_of_a_user;
create index transactions_of_a_user on credit_transactions (user_id, number desc) include (created_at, amount);

-- Rows come nearly in the order of time, so a summary of ranges finds a day of the ledger and costs a debit nothing.
create index transactions_by_time on credit_transactions using brin (created_at) with (pages_per_range = 16);

-- As before, and: a move that waited for the row since before midnight leaves the count of the new day alone.
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
    credits_used_today = case
      when credits_used_on > today then credits_used_today
      when credits_used_on = today then greatest(0, credits_used_today + spent)
      else greatest(0, spent)
    end,
    credits_used_on = greatest(credits_used_on, today),
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

-- Calls of providers by the day on which they were made (UTC) and by all that their prices may differ by. A late claim is
-- no call: it takes the result of one that was made before.
create function reconcile_calls(p_from timestamptz, p_to timestamptz)
returns table (
  day date, provider text, call jsonb, attempts integer, billed integer, unsure integer, orphans integer
) language sql stable as $$
  select
    (a.created_at at time zone 'utc')::date, a.provider,
    jsonb_build_object(
      'operation', t.operation, 'model', t.model, 'hasVocals', t.has_vocals, 'mode', t.request ->> 'mode',
      'hasLyrics', coalesce(t.request ->> 'lyrics', '') <> '',
      'variants', coalesce((t.request ->> 'variants')::integer, 1)
    ),
    count(*)::integer,
    (count(*) filter (where begun = 'accepted'))::integer,
    (count(*) filter (where begun = 'unknown'))::integer,
    (count(*) filter (
      where a.status in ('accepted', 'unknown') and t.status in ('completed', 'failed', 'cancelled')
    ))::integer
  from attempts a
  join tracks t on t.id = a.track_id
  cross join lateral (
    select case a.status
      when 'finished' then 'accepted'
      when 'accepted' then 'accepted'
      when 'failed' then a.failure ->> 'sideEffect'
      when 'abandoned' then 'none'
      else 'unknown'
    end as begun
  ) b
  where a.created_at >= p_from and a.created_at < p_to and t.claimed_from is null
  group by 1, 2, 3
$$;

-- What users paid and got back by the day of the movement (UTC) and the provider of its track, in millicredits.
create function reconcile_credits(p_from timestamptz, p_to timestamptz)
returns table (day date, provider text, charged bigint, refunded bigint) language sql stable as $$
  select
    (c.created_at at time zone 'utc')::date, t.provider,
    coalesce(-sum(c.amount) filter (where c.type in ('generation', 'claim')), 0)::bigint,
    coalesce(sum(c.amount) filter (where c.type = 'refund'), 0)::bigint
  from credit_transactions c
  join tracks t on t.id = c.track_id
  where c.created_at >= p_from and c.created_at < p_to and c.type in ('generation', 'claim', 'refund')
  group by 1, 2
$$;

-- The last look at the invariants, whichever process had it.
create table invariant_checks (
  is_only boolean primary key default true check (is_only),
  checked_at timestamptz not null,
  took_ms integer not null,
  -- {"checked", "unchecked": [name], "violations": [{"name", "count", "rows": the first few}]}
  survey jsonb not null
);

select close_to_clients(array['invariant_checks', 'reconcile_calls', 'reconcile_credits']);
