-- What is known of each provider across all nodes: whether it takes work, how fast it may be asked, what it still
-- posted to us, and what it may have made without our hearing of it.

create table provider_states (
  provider text primary key,
  -- Submits in a row that failed by the provider's own fault. Until it counts as down each track counts once: one that
  -- fails again and again says nothing of the others.
  failure_streak integer not null default 0,
  failed_tracks uuid[] not null default '{}',
  -- Nothing is submitted before this time: it is down, or it asked us to wait.
  paused_until timestamptz,
  -- It refuses our key or our credit: new work is not taken (PRO-5).
  blocked_kind text check (blocked_kind in ('auth', 'no-credit', 'misconfigured')),
  blocked_at timestamptz,
  credits_left double precision,
  concurrency_max integer,
  account_seen_at timestamptz
);

alter table attempts
  add column provider text,
  -- When a result was heard of although the track was over (GEN-7).
  add column late_result_at timestamptz;
update attempts a set provider = t.provider from tracks t where t.id = a.track_id;
alter table attempts alter column provider set not null;

create index attempts_of_a_provider on attempts (provider, created_at desc);
create index attempts_by_task on attempts (provider, task_id) where task_id is not null;
create index unsettled_attempts on attempts (track_id) where status in ('accepted', 'unknown');

-- How long a provider that refused our key or our credit is believed; then one request may try again.
create function block_lasts() returns interval language sql immutable parallel safe return interval '5 minutes';

create function blocked_kind_of(p_provider text, p_now timestamptz) returns text language sql stable return (
  select blocked_kind from provider_states where provider = p_provider and blocked_at > p_now - block_lasts()
);

-- From this many faults in a row on a provider counts as down.
create function streak_means_down() returns integer language sql immutable parallel safe return 3;

create function is_down(p_provider text) returns boolean language sql stable return coalesce(
  (select failure_streak >= streak_means_down() from provider_states where provider = p_provider), false
);

-- Notes how a submit went. A provider that is down is asked again after 1 s, 2 s, 4 s … at most a minute.
create function note_submit(
  p_provider text, p_track uuid, p_verdict text, p_blocked_kind text, p_pause interval, p_now timestamptz
) returns void language plpgsql as $$
begin
  if p_verdict = 'well' then
    -- A wait that it asked for stays: this request may have begun before.
    update provider_states
    set
      failure_streak = 0,
      failed_tracks = '{}',
      paused_until = case when failure_streak < streak_means_down() then paused_until end,
      blocked_kind = null,
      blocked_at = null
    where provider = p_provider and (failure_streak > 0 or blocked_kind is not null);
    return;
  end if;
  insert into provider_states (provider) values (p_provider) on conflict do nothing;
  if p_verdict = 'blocked' then
    update provider_states set blocked_kind = p_blocked_kind, blocked_at = p_now where provider = p_provider;
  elsif p_verdict = 'wait' then
    update provider_states set paused_until = greatest(paused_until, p_now + p_pause) where provider = p_provider;
  else
    update provider_states
    set
      failure_streak = failure_streak + 1,
      failed_tracks = case
        when failure_streak < streak_means_down() then failed_tracks || p_track else failed_tracks
      end,
      paused_until = case
        when failure_streak + 1 < streak_means_down() then paused_until
        else greatest(
          paused_until,
          p_now + least(interval '1 minute', interval '1 second' * 2 ^ least(6, failure_streak + 1 - streak_means_down()))
        )
      end
    where provider = p_provider
      and (failure_streak >= streak_means_down() or p_track <> all (failed_tracks));
  end if;
end $$;

-- When the next submit may begin: null for now. The row of the provider is locked until the caller's transaction,
-- which writes the attempt, ends; so the rate holds exactly over all nodes.
create function next_submit_at(p_provider text, p_max integer, p_span interval, p_now timestamptz)
returns timestamptz language plpgsql as $$
declare
  began timestamptz;
begin
  insert into provider_states (provider) values (p_provider) on conflict do nothing;
  perform from provider_states where provider = p_provider for update;
  select created_at into began from attempts
  where provider = p_provider and created_at > p_now - p_span
  order by created_at desc
  offset p_max - 1 limit 1;
  return began + p_span;
end $$;

-- Tracks that somebody holds and will submit in a moment: they have the next places in the rate.
create function about_to_submit(p_provider text, p_now timestamptz) returns bigint language sql stable return (
  select count(*)
  from tracks t
  where t.provider = p_provider and t.step = 'submit' and t.lease_until > p_now
    and not exists (select from attempts a where a.track_id = t.id and a.status = 'sending')
);

-- Tracks that some process holds to submit them, sent or not.
create function submitting(p_provider text, p_now timestamptz) returns bigint language sql stable return (
  select count(*) from tracks where provider = p_provider and step = 'submit' and lease_until > p_now
);

-- As before, and: nothing is submitted to a provider that is paused, one at a time to one that is down, and no more
-- than its rate has room for ("rate": {"max", "perSeconds"} or null). The queue is served in the order of admission.
-- "tasks" is now all that the provider runs at once. One process takes at a time: of two at once each would count
-- without the other, and both would take the last place.
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
    where t.due_at <= p_now
      and (t.lease_until is null or t.lease_until <= p_now)
      and (t.step <> 'submit' or is_past_waiting(t, p_now))
      and t.id <> all (p_held)
    order by t.due_at
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
        and not is_past_waiting(t, p_now)
        and t.id <> all (p_held)
      order by t.created_at, t.id
      limit slots.room
      for update skip locked
    ) picked
  )
  update tracks t
  set lease_until = p_now + p_lease, lease_epoch = t.lease_epoch + 1
  where t.id in (select id from ready union all select id from queued)
  returning t.id, t.lease_epoch, t.step, t.provider;
end $$;

-- What providers post to us, stored before it is answered (CAL-1). A repeated post is the same row.
create table callbacks (
  id uuid primary key,
  provider text not null,
  correlation text,
  task_id text,
  body jsonb not null,
  hash bytea not null,
  trust text not null check (trust in ('trusted', 'hint')),
  status text not null check (status in ('waiting', 'applied', 'ignored')),
  -- Why it was ignored.
  reason text,
  -- null while the task is not known (CAL-4).
  due_at timestamptz,
  received_at timestamptz not null,
  applied_at timestamptz,
  constraint only_waiting_is_due check (status = 'waiting' or due_at is null)
);

create unique index one_row_per_callback
  on callbacks (provider, coalesce(correlation, ''), coalesce(task_id, ''), hash);
create index due_callbacks on callbacks (provider, due_at, id) where due_at is not null;
create index applied_callbacks on callbacks (provider, applied_at) where applied_at is not null;
create index early_callbacks on callbacks (provider, task_id) where status = 'waiting';
create index callbacks_by_age on callbacks (received_at);

-- Stores a callback; says whether it belongs to an attempt we know.
create function store_callback(
  p_id uuid, p_provider text, p_correlation text, p_task text, p_body jsonb, p_hash bytea, p_trust text,
  p_now timestamptz
) returns boolean language plpgsql as $$
declare
  known boolean;
begin
  if p_correlation is null then
    perform lock_task(p_provider, p_task);
    known := exists (select from attempts where provider = p_provider and task_id = p_task);
  else
    known := exists (select from attempts where correlation = p_correlation and provider = p_provider);
  end if;
  insert into callbacks (id, provider, correlation, task_id, body, hash, trust, status, due_at, received_at)
  values (
    p_id, p_provider, p_correlation, p_task, p_body, p_hash, p_trust, 'waiting',
    case when known then p_now end, p_now
  )
  on conflict do nothing;
  return known;
end $$;

-- Until the caller's transaction ends: else a callback could be stored as unknown while its task becomes known, and
-- nobody would wake it.
create function lock_task(p_provider text, p_task text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_provider || '/' || p_task, 0))
$$;

-- What waited for a task to be known is due from now on. Called in the transaction that writes its handle.
create function wake_callbacks(p_provider text, p_task text, p_now timestamptz) returns void language sql as $$
  select lock_task(p_provider, p_task);
  update callbacks set due_at = p_now
  where provider = p_provider and task_id = p_task and status = 'waiting' and due_at is null
$$;

-- The next callbacks to be worked on, of one provider and no more than p_per_minute a minute (LIM-3); the others wait.
-- Locked until the caller's transaction ends, and so is the count: two processes must not both take the last place.
create function due_callbacks(p_now timestamptz, p_limit integer, p_per_minute integer)
returns setof callbacks language plpgsql as $$
declare
  p_provider text;
begin
  for p_provider in select distinct c.provider from callbacks c where c.due_at <= p_now order by c.provider loop
    perform pg_advisory_xact_lock(hashtextextended('callbacks of ' || p_provider, 0));
    return query
      select * from callbacks w
      where w.provider = p_provider and w.due_at <= p_now
      order by w.due_at, w.id
      limit greatest(0, least(p_limit, p_per_minute - (
        select count(*) from callbacks d where d.provider = p_provider and d.applied_at > p_now - interval '1 minute'
      )))
      for update skip locked;
    if found then
      return;
    end if;
  end loop;
end $$;

-- A task that its provider may have made, and billed, although its track is over (GEN-3).
create view orphans as
  select
    a.id as attempt_id, a.track_id, t.user_id, a.provider, t.operation, a.task_id, a.status,
    t.status as track_status, t.error ->> 'code' as error_code, a.late_result_at, c.id as claimed_by, a.created_at
  from attempts a
  join tracks t on t.id = a.track_id
  left join tracks c on c.claimed_from = t.id
  where a.status in ('accepted', 'unknown') and t.status in ('completed', 'failed', 'cancelled');

-- As before, and: a provider that refused us takes no new work; only songs count as generations; the bucket is named
-- by the operation.
create or replace function admit_track(
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
  bucket_full_at := bucket_after_take(p_user, bucket, per_minute, p_now);
  select coalesce(array_agg(id order by created_at), '{}') into active
  from tracks where user_id = p_user and due_at is not null and makes_song;
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
      p_user, -p_price, 'generation', (p_track ->> 'id')::uuid, p_track ->> 'operation', p_user,
      p_track ->> 'operation', p_now
    );
  end if;
  insert into rate_buckets (user_id, endpoint, full_at) values (p_user, bucket, bucket_full_at)
  on conflict (user_id, endpoint) do update set full_at = excluded.full_at;
  perform record_event((p_track ->> 'id')::uuid);
  return jsonb_build_object('outcome', 'admitted', 'quota', quota);
end $$;

create or replace function tracks_admitted_since(p_user text, p_since timestamptz) returns integer
language sql volatile as $$
  select count(*)::integer from tracks where user_id = p_user and created_at >= p_since and makes_song
$$;

create or replace function insert_track(
  p_now timestamptz, p_user text, p_key text, p_fingerprint bytea, p_price bigint, p_track jsonb, p_response text
) returns boolean language plpgsql as $$
begin
  insert into tracks (
    id, user_id, idempotency_key, fingerprint, response, operation, makes_song, source_track_id, source_version_id,
    claimed_from, provider, model, title, prompt, lyrics, style_tags, has_vocals, project_id, body, request, warnings,
    price, status, revision, step, due_at, queue_deadline_at, deadline_at, estimated_completion_at, created_at,
    updated_at
  )
  values (
    (p_track ->> 'id')::uuid, p_user, p_key, p_fingerprint, p_response, p_track ->> 'operation',
    coalesce((p_track ->> 'makesSong')::boolean, true), (p_track ->> 'sourceTrackId')::uuid,
    (p_track ->> 'sourceVersionId')::uuid, (p_track ->> 'claimedFrom')::uuid, p_track ->> 'provider',
    p_track ->> 'model', p_track ->> 'title', p_track ->> 'prompt', p_track ->> 'lyrics',
    array(select jsonb_array_elements_text(p_track -> 'styleTags')), (p_track ->> 'hasVocals')::boolean,
    p_track ->> 'projectId', p_track -> 'body', p_track -> 'request', p_track -> 'warnings', p_price,
    'pending', 1, 'submit', p_now, (p_track ->> 'queueDeadlineAt')::timestamptz,
    (p_track ->> 'deadlineAt')::timestamptz, (p_track ->> 'estimatedCompletionAt')::timestamptz, p_now, p_now
  )
  on conflict (id) do nothing;
  return found;
end $$;

-- Forgets callbacks after a month, and gives up after a day on those whose task was never known (CAL-4). Giving up is no
-- work: dated back, it takes no place of this minute's callbacks (LIM-3).
create function prune_callbacks(p_now timestamptz) returns void language sql as $$
  update callbacks
  set status = 'ignored', reason = 'its task was never known', applied_at = received_at
  where status = 'waiting' and due_at is null and received_at < p_now - interval '1 day';
  delete from callbacks where status <> 'waiting' and received_at < p_now - interval '30 days'
$$;
