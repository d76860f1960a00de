-- A bucket of p_limit tokens that fills within a minute, after one token was taken at p_now: when it will
-- be full again. Taking is allowed while that lies at most a minute ahead (generic cell rate algorithm).
create function bucket_after_take(p_user text, p_endpoint text, p_limit integer, p_now timestamptz)
returns timestamptz language sql stable return
  greatest(
    p_now,
    coalesce((select full_at from rate_buckets where user_id = p_user and endpoint = p_endpoint), p_now)
  ) + interval '1 minute' / p_limit;

-- Books one generation, or says why not, in one round trip (GEN-1): replay, limits, debit, track, event and
-- due time, all or nothing. A refusal writes nothing but, at first sight of a user, their profile.
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
  p_response text
) returns jsonb language plpgsql as $$
declare
  day_start constant timestamptz := date_trunc('day', p_now, 'utc');
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

  profile := ensure_profile(p_user, p_signup_plan, p_signup_credits, p_now);
  -- The twin of this request may have committed while we waited for the profile.
  replay := replay_of(p_user, p_key, p_fingerprint);
  if replay is not null then
    return replay;
  end if;

  allowed := p_limits -> profile.plan;
  per_minute := (allowed ->> 'perMinute')::integer;
  bucket_full_at := bucket_after_take(p_user, 'generate', per_minute, p_now);
  select coalesce(array_agg(id order by created_at), '{}') into active
  from tracks where user_id = p_user and due_at is not null;
  used_today := tracks_admitted_since(p_user, day_start);
  quota := jsonb_build_object(
    'perMinute', per_minute,
    'perDay', allowed -> 'perDay',
    'concurrent', allowed -> 'concurrent',
    'bucketFullAt', iso(bucket_full_at),
    'usedToday', used_today,
    'dayEndsAt', iso(day_start + interval '1 day'),
    'active', to_jsonb(active)
  );

  if bucket_full_at > p_now + interval '1 minute' then
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
      p_user, -p_price, 'generation', (p_track ->> 'id')::uuid, 'generate', p_user, 'generate', p_now
    );
  end if;
  insert into rate_buckets (user_id, endpoint, full_at) values (p_user, 'generate', bucket_full_at)
  on conflict (user_id, endpoint) do update set full_at = excluded.full_at;
  perform record_event((p_track ->> 'id')::uuid);
  return jsonb_build_object('outcome', 'admitted', 'quota', quota);
end $$;

-- What an earlier request with the same key means for this one; null when there was none (IDM-2).
create function replay_of(p_user text, p_key text, p_fingerprint bytea) returns jsonb
language sql volatile as $$
  select case
    when fingerprint = p_fingerprint
      then jsonb_build_object('outcome', 'replayed', 'trackId', id, 'response', response)
    else jsonb_build_object('outcome', 'mismatch', 'trackId', id)
  end
  from tracks
  where user_id = p_user and idempotency_key = p_key
$$;

create function tracks_admitted_since(p_user text, p_since timestamptz) returns integer
language sql volatile as $$
  select count(*)::integer from tracks where user_id = p_user and created_at >= p_since
$$;

create function insert_track(
  p_now timestamptz, p_user text, p_key text, p_fingerprint bytea, p_price bigint, p_track jsonb, p_response text
) returns boolean language plpgsql as $$
begin
  insert into tracks (
    id, user_id, idempotency_key, fingerprint, response, provider, model, title, prompt, lyrics, style_tags,
    has_vocals, project_id, body, request, warnings, price, status, revision, step, due_at,
    queue_deadline_at, deadline_at, estimated_completion_at, created_at, updated_at
  )
  values (
    (p_track ->> 'id')::uuid, p_user, p_key, p_fingerprint, p_response, p_track ->> 'provider', p_track ->> 'model',
    p_track ->> 'title', p_track ->> 'prompt', p_track ->> 'lyrics',
    array(select jsonb_array_elements_text(p_track -> 'styleTags')), (p_track ->> 'hasVocals')::boolean,
    p_track ->> 'projectId', p_track -> 'body', p_track -> 'request', p_track -> 'warnings', p_price,
    'pending', 1, 'submit', p_now, (p_track ->> 'queueDeadlineAt')::timestamptz,
    (p_track ->> 'deadlineAt')::timestamptz, (p_track ->> 'estimatedCompletionAt')::timestamptz, p_now, p_now
  )
  on conflict (id) do nothing;
  return found;
end $$;
