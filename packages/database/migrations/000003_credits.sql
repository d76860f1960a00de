-- Moves credits of one profile and writes the transaction; null when the balance does not allow it.
-- The caller's transaction holds the profile's row from here on, so two moves cannot interleave.
create function move_credits(
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
      where track_id = p_track and operation = p_operation and type = 'generation'
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

-- The profile of a user, made at the first sight of them, its row locked.
create function ensure_profile(p_user text, p_plan text, p_credits bigint, p_now timestamptz)
returns profiles language plpgsql as $$
declare
  profile profiles;
begin
  select * into profile from profiles where user_id = p_user for update;
  if found then
    return profile;
  end if;
  insert into profiles
    (user_id, plan, credits_remaining, credits_used_today, credits_used_on, created_at, updated_at)
  values
    (p_user, p_plan, 0, 0, (p_now at time zone 'utc')::date, p_now, p_now)
  on conflict do nothing;
  if found and p_credits > 0 then
    perform move_credits(p_user, p_credits, 'grant', null, null, 'system', 'signup', p_now);
  end if;
  select * into profile from profiles where user_id = p_user for update;
  return profile;
end $$;

-- Gives a track's charge back, once, in the transaction of the failing transition (CRE-2). Returns the amount.
create function refund_charge(p_track uuid, p_operation text, p_reason text, p_now timestamptz)
returns bigint language plpgsql as $$
declare
  charge credit_transactions;
begin
  select * into charge from credit_transactions
  where track_id = p_track and operation = p_operation and type = 'generation';
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

-- For programs that talk SQL, in whole or fractional credits; both return the new balance in credits.
create function decrement_production_credits(p_user text, p_amount numeric) returns numeric
language plpgsql as $$
declare
  balance bigint;
begin
  if p_amount is null or p_amount <= 0 or p_amount * 1000 <> trunc(p_amount * 1000) then
    raise exception 'amount must be more than 0, in thousandths of a credit at the finest'
      using errcode = 'invalid_parameter_value';
  end if;
  balance := move_credits(
    p_user, -(p_amount * 1000)::bigint, 'correction', null, null, 'sql', 'decrement_production_credits', now()
  );
  if balance is null and not exists (select from profiles where user_id = p_user) then
    raise exception 'user % is not known', p_user using errcode = 'no_data_found';
  elsif balance is null then
    raise exception 'user % has not % credits', p_user, p_amount
      using errcode = 'check_violation', constraint = 'balance_is_never_negative';
  end if;
  return balance / 1000.0;
end $$;

create function increment_credits(p_user text, p_amount numeric) returns numeric
language plpgsql as $$
declare
  balance bigint;
begin
  if p_amount is null or p_amount <= 0 or p_amount * 1000 <> trunc(p_amount * 1000) then
    raise exception 'amount must be more than 0, in thousandths of a credit at the finest'
      using errcode = 'invalid_parameter_value';
  end if;
  balance := move_credits(p_user, (p_amount * 1000)::bigint, 'correction', null, null, 'sql', 'increment_credits', now());
  if balance is null then
    raise exception 'user % is not known', p_user using errcode = 'no_data_found';
  end if;
  return balance / 1000.0;
end $$;
