-- Keys that act for a user, what administrators change, and the record of both.

-- Who changed what of whom. p_by, here and below, is who does it: {"userId", "keyId", "requestId"}.
create table audit_log (
  number bigint generated always as identity primary key,
  id uuid not null unique,
  actor text not null,
  action text not null,
  -- The user whose account it is about.
  subject text not null,
  details jsonb not null,
  request_id text,
  -- Of a change that its sender may repeat: the same key again is the same change.
  idempotency_key text,
  created_at timestamptz not null
);

create index audit_log_of_a_subject on audit_log (subject, number desc);
create unique index one_change_per_actor_and_key on audit_log (actor, action, idempotency_key);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name;
end $$;

create trigger audit_log_is_append_only before update or delete or truncate on audit_log
for each statement execute function refuse_rewriting();

create function write_audit(
  p_by jsonb, p_action text, p_subject text, p_details jsonb, p_key text, p_now timestamptz
) returns void language sql as $$
  insert into audit_log (id, actor, action, subject, details, request_id, idempotency_key, created_at)
  values (
    uuid_v7(p_now), p_by ->> 'userId', p_action, p_subject,
    p_details || jsonb_strip_nulls(jsonb_build_object('byKey', p_by -> 'keyId')), p_by ->> 'requestId', p_key, p_now
  )
$$;

-- Only the SHA-256 of a key is kept. It is enough, because a key is chance and not a password: there is nothing to guess
-- that a slow hash would make slower, and every request would pay for it.
create table api_keys (
  id uuid primary key,
  user_id text not null references profiles,
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  scopes text[] not null check (scopes <> '{}' and scopes <@ '{read,write,admin}'),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);

create index api_keys_of_a_user on api_keys (user_id, created_at desc, id desc);

-- false when the user has as many keys as allowed. The profile is locked, so the count holds.
create function create_api_key(
  p_user text, p_signup_plan text, p_signup_credits bigint, p_live_max integer, p_key jsonb, p_hash bytea, p_by jsonb,
  p_now timestamptz
) returns boolean language plpgsql as $$
begin
  perform ensure_profile(p_user, p_signup_plan, p_signup_credits, p_now);
  if p_live_max <= (
    select count(*) from api_keys
    where user_id = p_user and revoked_at is null and (expires_at is null or expires_at > p_now)
  ) then
    return false;
  end if;
  insert into api_keys (id, user_id, name, prefix, hash, scopes, expires_at, created_at)
  values (
    (p_key ->> 'id')::uuid, p_user, p_key ->> 'name', p_key ->> 'prefix', p_hash,
    array(select jsonb_array_elements_text(p_key -> 'scopes')), (p_key ->> 'expiresAt')::timestamptz, p_now
  );
  perform write_audit(p_by, 'key.create', p_user, jsonb_build_object('keyId', p_key -> 'id') || p_key - 'id', null, p_now);
  return true;
end $$;

-- false when the user has no such key; one that is revoked already stays as it is.
create function revoke_api_key(p_user text, p_id uuid, p_by jsonb, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  key api_keys;
begin
  select * into key from api_keys where id = p_id and user_id = p_user for update;
  if not found then
    return false;
  end if;
  if key.revoked_at is null then
    update api_keys set revoked_at = p_now where id = p_id;
    perform write_audit(
      p_by, 'key.revoke', p_user, jsonb_build_object('keyId', p_id, 'name', key.name, 'prefix', key.prefix), null, p_now
    );
  end if;
  return true;
end $$;

-- Ends all keys of a user, for an administrator; null when there is no such user.
create function revoke_api_keys(p_user text, p_by jsonb, p_now timestamptz) returns bigint language plpgsql as $$
begin
  perform from profiles where user_id = p_user for update;
  if not found then
    return null;
  end if;
  return (
    select count(*) filter (where revoke_api_key(p_user, id, p_by, p_now))
    from api_keys where user_id = p_user and revoked_at is null
  );
end $$;

-- Gives credits to a user, or takes them, for an administrator (CRE-4). Of two with one key the second waits, whomever it
-- is for, and finds the first.
create function grant_credits(
  p_user text, p_amount bigint, p_reason text, p_key text, p_by jsonb, p_now timestamptz
) returns jsonb language plpgsql as $$
declare
  profile profiles;
  earlier audit_log;
  moved uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('credits.move ' || (p_by ->> 'userId') || ' ' || p_key, 0));
  select * into profile from profiles where user_id = p_user for update;
  if not found then
    return jsonb_build_object('outcome', 'not-found');
  end if;
  select * into earlier from audit_log
  where actor = p_by ->> 'userId' and action = 'credits.move' and idempotency_key = p_key;
  if found then
    return case
      when earlier.subject = p_user
        and earlier.details @> jsonb_build_object('amount', p_amount / 1000.0::float8, 'reason', p_reason)
        then jsonb_build_object('outcome', 'replayed', 'transactionId', earlier.details -> 'transactionId')
      else jsonb_build_object('outcome', 'mismatch')
    end;
  end if;
  if move_credits(
    p_user, p_amount, case when p_amount > 0 then 'grant' else 'correction' end, null, null, p_by ->> 'userId',
    p_reason, p_now
  ) is null then
    return jsonb_build_object(
      'outcome', 'insufficient-credits', 'balance', profile.credits_remaining, 'required', -p_amount
    );
  end if;
  select id into moved from credit_transactions where user_id = p_user order by number desc limit 1;
  perform write_audit(
    p_by, 'credits.move', p_user,
    jsonb_build_object('amount', p_amount / 1000.0::float8, 'reason', p_reason, 'transactionId', moved), p_key, p_now
  );
  return jsonb_build_object('outcome', 'moved', 'transactionId', moved);
end $$;

-- A change of plan moves no credits, so its actor and reason are kept in the audit log alone (CRE-4). false when there is
-- no such user.
create function change_plan(p_user text, p_plan text, p_reason text, p_by jsonb, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  before text;
begin
  select plan into before from profiles where user_id = p_user for update;
  if not found then
    return false;
  end if;
  if before <> p_plan then
    update profiles set plan = p_plan, updated_at = p_now where user_id = p_user;
    perform write_audit(
      p_by, 'plan.change', p_user, jsonb_build_object('from', before, 'to', p_plan, 'reason', p_reason), null, p_now
    );
  end if;
  return true;
end $$;

-- The pages of an administrator.
create index profiles_by_age on profiles (created_at desc, user_id desc);
create index tracks_by_age on tracks (created_at desc, id desc);
