-- How long one token of a bucket takes to come back: whole microseconds, rounded up, so that p_per_minute of them take no
-- less than a minute and a full bucket holds exactly that many, whatever the number (packages/limits/src/bucket.ts).
create function token_interval(p_per_minute integer) returns interval language sql immutable return
  ceil(60000000.0 / p_per_minute)::bigint * interval '1 microsecond';

create or replace function bucket_after_take(p_user text, p_endpoint text, p_limit integer, p_now timestamptz)
returns timestamptz language sql stable return
  greatest(
    p_now,
    coalesce((select full_at from rate_buckets where user_id = p_user and endpoint = p_endpoint), p_now)
  ) + token_interval(p_limit);

-- A time as microseconds since 1970, which is how buckets outside this database count, and back.
create function in_us(at timestamptz) returns bigint language sql immutable return
  (extract(epoch from at) * 1000000)::bigint;
create function at_us(us bigint) returns timestamptz language sql immutable return
  timestamptz 'epoch' + us * interval '1 microsecond';

-- As before, and: the request may have been counted elsewhere. p_token then says what came of that: "fullAtUs", the bucket
-- with this token, counted with "perMinute"; "askedPerMinute" is what the counter took for the limit of the user's plan. When
-- the plan has another, nothing is decided and the outcome names it. A token that was not there is told apart here, because a
-- replay is answered all the same (GEN-1).
drop function admit_track(
  timestamptz, text, text, bigint, text, bytea, jsonb, bigint, jsonb, text
);
create function admit_track(
  p_now timestamptz,
  p_user text,
  p_signup_plan text,
  p_signup_credits bigint,
  p_key text,
  p_fingerprint bytea,
  p_limits jsonb,
  p_price bigint,
  p_track jsonb,
  p_response text,
  p_token jsonb default null
) returns jsonb language plpgsql as $$
declare
  day_start constant timestamptz := date_trunc('day', p_now, 'utc');
  bucket constant text := coalesce(p_track ->> 'bucket', 'generate');
  blocked text;
  profile profiles;
  allowed jsonb;
  replay jsonb;
  bucket_full_at timestamptz;
  per_minute integer;
  used_today integer;
  active uuid[];
  quota jsonb;
begin
  replay := replay_of(p_user, p_key, p_fingerprint);
  if replay is not null then
    return replay;
  end if;
  blocked := blocked_kind_of(p_track ->> 'provider', p_now);
  if blocked is not null then
    return jsonb_build_object('outcome', 'provider-blocked', 'kind', blocked);
  end if;

  profile := ensure_profile(p_user, p_signup_plan, p_signup_credits, p_now);
  -- The twin of this request may have committed while we waited for the profile.
  replay := replay_of(p_user, p_key, p_fingerprint);
  if replay is not null then
    return replay;
  end if;

  allowed := p_limits -> profile.plan;
  per_minute := (allowed ->> 'perMinute')::integer;
  if p_token is null then
    bucket_full_at := bucket_after_take(p_user, bucket, per_minute, p_now);
  elsif (p_token ->> 'askedPerMinute')::integer <> per_minute then
    return jsonb_build_object('outcome', 'other-limit', 'perMinute', per_minute);
  else
    per_minute := (p_token ->> 'perMinute')::integer;
    bucket_full_at := at_us((p_token ->> 'fullAtUs')::bigint);
  end if;
  select coalesce(array_agg(id order by created_at), '{}') into active
  from tracks where user_id = p_user and due_at is not null and makes_song;
  used_today := tracks_admitted_since(p_user, day_start);
  quota := jsonb_build_object(
    'perMinute', per_minute,
    'perDay', allowed -> 'perDay',
    'concurrent', allowed -> 'concurrent',
    'bucketFullAtUs', in_us(bucket_full_at),
    'usedToday', used_today,
    'dayEndsAt', iso(day_start + interval '1 day'),
    'active', to_jsonb(active)
  );

  if bucket_full_at > p_now + per_minute * token_interval(per_minute) then
    return jsonb_build_object('outcome', 'limited', 'by', 'minute', 'quota', quota);
  elsif cardinality(active) >= (allowed ->> 'concurrent')::integer then
    return jsonb_build_object('outcome', 'limited', 'by', 'concurrent', 'quota', quota);
  elsif used_today >= (allowed ->> 'perDay')::integer then
    return jsonb_build_object('outcome', 'limited', 'by', 'day', 'quota', quota);
  elsif profile.credits_remaining < p_price then
    return jsonb_build_object(
      'outcome', 'insufficient-credits', 'balance', profile.credits_remaining, 'required', p_price
    );
  end if;

  if not insert_track(p_now, p_user, p_key, p_fingerprint, p_price, p_track, p_response) then
    return jsonb_build_object(
      'outcome', 'track-id-taken',
      'byCaller', exists (select from tracks where id = (p_track ->> 'id')::uuid and user_id = p_user)
    );
  end if;
  if p_price > 0 then
    perform move_credits(
      p_user, -p_price, 'generation', (p_track ->> 'id')::uuid, p_track ->> 'operation', p_user,
      p_track ->> 'operation', p_now
    );
  end if;
  if p_token is null then
    insert into rate_buckets (user_id, endpoint, full_at) values (p_user, bucket, bucket_full_at)
    on conflict (user_id, endpoint) do update set full_at = excluded.full_at;
  end if;
  -- The reply is the track at its first revision, and so is its first event.
  insert into events (user_id, track_id, type, revision, track, occurred_at)
  values (
    p_user, (p_track ->> 'id')::uuid,
    case when (p_track ->> 'makesSong')::boolean is false then 'operation.created' else 'track.created' end,
    1, p_response::jsonb, p_now
  );
  return jsonb_build_object('outcome', 'admitted', 'quota', quota);
end $$;

select close_to_clients(array['token_interval', 'in_us', 'at_us', 'admit_track']);
