-- The durable state of Impresario. Money is in millicredits. Times are given by the caller, so that the
-- whole engine also runs on a virtual clock.

create table profiles (
  user_id text primary key check (user_id <> ''),
  plan text not null check (plan in ('free', 'pro', 'premium')),
  credits_remaining bigint not null constraint balance_is_never_negative check (credits_remaining >= 0),
  -- Counts only while credits_used_on is today (UTC), so it is right even if nothing ran at midnight.
  credits_used_today bigint not null check (credits_used_today >= 0),
  credits_used_on date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- A token bucket as one time: when it will be full again.
create table rate_buckets (
  user_id text not null references profiles,
  endpoint text not null,
  full_at timestamptz not null,
  primary key (user_id, endpoint)
);

-- One generation request and what came of it. The row is also its own queue entry: step says what the
-- worker does next, due_at when, lease_* who is at it.
create table tracks (
  id uuid primary key,
  user_id text not null references profiles,

  idempotency_key text,
  fingerprint bytea not null,
  response text not null,

  provider text not null,
  model text,
  title text,
  prompt text not null,
  lyrics text,
  style_tags text[] not null,
  has_vocals boolean,
  project_id text,
  body jsonb not null,
  request jsonb not null,
  warnings jsonb not null,
  price bigint not null check (price >= 0),

  status text not null check (status in ('pending', 'processing', 'completed', 'failed', 'cancelled')),
  revision integer not null,
  task_id text,
  progress real check (progress between 0 and 1),
  stage text,
  error jsonb,
  refunded bigint not null default 0 check (refunded in (0, price)),

  step text check (step in ('submit', 'reconcile', 'poll', 'ingest')),
  due_at timestamptz,
  lease_until timestamptz,
  lease_epoch bigint not null default 0,
  poll_count integer not null default 0,
  queue_deadline_at timestamptz not null,
  deadline_at timestamptz not null,
  estimated_completion_at timestamptz,

  created_at timestamptz not null,
  updated_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz,
  deleted_at timestamptz,

  -- A track is either finished or due: it cannot be stuck (GEN-11).
  constraint unfinished_means_due check (
    (status in ('completed', 'failed', 'cancelled')) = (due_at is null)
    and (due_at is null) = (step is null)
  ),
  constraint failed_means_error check ((status in ('failed', 'cancelled')) = (error is not null))
);

create unique index one_track_per_user_and_key on tracks (user_id, idempotency_key);
create index tracks_of_a_user on tracks (user_id, created_at desc, id desc);
create index unfinished_tracks_of_a_user on tracks (user_id) where due_at is not null;
create index due_tracks on tracks (due_at) where due_at is not null;
create index queued_tracks on tracks (provider, due_at, id) where step = 'submit';
create index running_tracks on tracks (provider) where step = 'poll';

-- One try of ours to have a task started; written before the provider is called (GEN-2).
create table attempts (
  id uuid primary key,
  track_id uuid not null references tracks,
  number integer not null,
  correlation text not null unique,
  status text not null check (status in ('sending', 'accepted', 'finished', 'failed', 'unknown', 'abandoned')),
  handle jsonb,
  task_id text,
  clips jsonb,
  failure jsonb,
  created_at timestamptz not null,
  answered_at timestamptz,
  finished_at timestamptz,
  unique (track_id, number),
  constraint accepted_means_handle check (status <> 'accepted' or handle is not null),
  constraint finished_means_clips check (status <> 'finished' or clips is not null)
);

-- While one attempt may still bring a song, no other is made (I9).
create unique index one_live_attempt_per_track on attempts (track_id) where status in ('sending', 'accepted', 'unknown');
create index recent_attempts on attempts (created_at desc);

create table track_versions (
  id uuid primary key,
  track_id uuid not null references tracks,
  variant_index integer not null check (variant_index >= 0),
  is_primary boolean not null,
  provider_clip_id text,
  title text,
  lyrics text,
  duration_seconds double precision,
  stream_url text,
  created_at timestamptz not null,
  unique (track_id, variant_index)
);

create unique index one_primary_version_per_track on track_versions (track_id) where is_primary;

-- A stored file. The row is written after its blob is safe on disk, never before.
create table assets (
  id uuid primary key,
  track_id uuid not null references tracks,
  version_id uuid not null references track_versions,
  kind text not null check (kind in ('audio', 'cover', 'video', 'peaks', 'stem')),
  name text not null default '',
  key text not null unique,
  mime_type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  created_at timestamptz not null,
  unique (version_id, kind, name)
);

create index assets_of_a_track on assets (track_id);

-- Every movement of credits. Nobody edits a balance (CRE-4).
create table credit_transactions (
  number bigint generated always as identity,
  id uuid primary key,
  user_id text not null references profiles,
  track_id uuid,
  operation text,
  type text not null check (type in ('grant', 'generation', 'refund', 'correction', 'claim')),
  amount bigint not null check (amount <> 0),
  balance_after bigint not null check (balance_after >= 0),
  actor text not null,
  reason text not null,
  created_at timestamptz not null
);

create index transactions_of_a_user on credit_transactions (user_id, number desc);
create unique index one_debit_per_charge on credit_transactions (track_id, operation) where type = 'generation';
-- A charge is refunded at most once, for what was debited, whoever notices the failure first (CRE-2).
create unique index one_refund_per_charge on credit_transactions (track_id, operation) where type = 'refund';

-- The log that clients follow. A plain sequence would lose events, because numbers are given before
-- commit; readers therefore go by transaction (xid) and stop at the oldest one still running.
create table events (
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  user_id text not null,
  track_id uuid not null,
  type text not null check (
    type in ('track.created', 'track.updated', 'track.completed', 'track.failed', 'track.cancelled')
  ),
  revision integer not null,
  track jsonb not null,
  occurred_at timestamptz not null,
  primary key (xid, id),
  unique (track_id, revision)
);

create index events_of_a_user on events (user_id, xid, id);
create index events_by_age on events (occurred_at);

-- How far the log has been cut off: a cursor before this must start from a snapshot.
create table event_log_start (
  is_only boolean primary key default true check (is_only),
  xid xid8 not null,
  id bigint not null
);

insert into event_log_start (xid, id) values ('0', 0);
