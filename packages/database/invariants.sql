-- I1 one track per user and key
select user_id, idempotency_key, count(*) from tracks where idempotency_key is not null group by 1, 2 having count(*) > 1;

-- I2 at most one debit and one refund per charge, and no refund without its debit
select track_id, operation, type, count(*)
from credit_transactions where type in ('generation', 'claim', 'refund') group by 1, 2, 3 having count(*) > 1
union all
select r.track_id, r.operation, 'refund without debit', 1
from credit_transactions r
where r.type = 'refund' and not exists (
  select from credit_transactions d
  where d.type in ('generation', 'claim') and d.track_id = r.track_id and d.operation = r.operation and d.amount = -r.amount
);

-- I3 a balance is the sum of its transactions, and the last transaction says so
select p.user_id, p.credits_remaining, coalesce(sum(t.amount), 0) as total
from profiles p left join credit_transactions t using (user_id)
group by p.user_id having p.credits_remaining <> coalesce(sum(t.amount), 0)
union all
select user_id, balance_after, running from (
  select user_id, balance_after, sum(amount) over (partition by user_id order by number) as running
  from credit_transactions
) s where balance_after <> running;

-- I4 no balance is negative
select user_id from profiles where credits_remaining < 0;

-- I5 what was paid for was delivered or given back: the track, its price and the ledger agree
select t.id, t.status, t.price, t.refunded
from tracks t
left join credit_transactions d
  on d.track_id = t.id and d.operation = t.operation
  and d.type = case when t.claimed_from is null then 'generation' else 'claim' end
left join credit_transactions r on r.track_id = t.id and r.operation = t.operation and r.type = 'refund'
where coalesce(-d.amount, 0) <> t.price
  or coalesce(r.amount, 0) <> t.refunded
  or (t.status in ('pending', 'processing', 'completed') and t.refunded > 0)
  or (t.status = 'failed' and t.refunded <> t.price);

-- I6 a terminal status is the last but for files that come to a completed track and a deletion, revisions count from 1 without a gap,
-- and the log ends at the present
select t.id, t.revision from tracks t
left join (
  select track_id, min(revision) as low, max(revision) as high, count(*) as n,
    count(*) filter (where type ~ '(completed|failed|cancelled)$') as ends,
    max(revision) filter (where type ~ '(completed|failed|cancelled)$') as ended
  from events group by track_id
) e on e.track_id = t.id
where e.high is not null and (
  e.high <> t.revision
  or e.n <> e.high - e.low + 1
  or e.ends > 1
  or (e.low = 1 and (e.ends = 1) <> (t.status in ('completed', 'failed', 'cancelled')))
  or (e.ended < e.high and (t.status <> 'completed' or not t.makes_song) and t.deleted_at is null)
);

-- I7 every track is finished by its deadline and a grace
select track_id from check_stuck_tracks(coalesce(nullif(current_setting('impresario.now', true), '')::timestamptz, now()));

-- I8 a debit belongs to a track that exists
select d.track_id from credit_transactions d
where d.type in ('generation', 'claim') and not exists (select from tracks t where t.id = d.track_id);

-- I9 a new attempt follows only a definite failure of the one before, or a version where each needs a call of its own
select a.track_id, a.number, a.status
from attempts a join attempts later on later.track_id = a.track_id and later.number = a.number + 1
join tracks t on t.id = a.track_id
where not (
  a.status in ('failed', 'abandoned') or (a.status = 'finished' and (t.request ->> 'variants')::integer > 1)
)
  or (a.status = 'failed' and a.failure ->> 'sideEffect' = 'unknown');

-- I10 nobody holds a finished track
select id from tracks where due_at is null and lease_until is not null;

-- I11 a completed track has its versions, each with verified audio, and one of them is primary
select t.id from tracks t
where t.status = 'completed' and t.makes_song and t.deleted_at is null and (
  not exists (select from track_versions v where v.track_id = t.id and v.is_primary)
  or exists (
    select from track_versions v where v.track_id = t.id
      and not exists (
        select from assets a
        where a.version_id = v.id and a.kind = 'audio' and a.bytes > 0 and a.sha256 ~ '^[0-9a-f]{64}$'
      )
  )
);

-- I12 a row names the blob of its own hash, and a removed track has no rows of files (the disk itself: TestEngine and the sweep)
select a.id, a.key from assets a join tracks t on t.id = a.track_id
where a.key not like '%-' || left(a.sha256, 16) || '.%' or t.deleted_at is not null;

-- I13 a callback that waits for nothing has been worked on, and one that is done is not due
select id from callbacks where (status = 'waiting') = (applied_at is not null);

-- I14 the log has what a track is now, as long as it is kept (seven days), and tells its revisions in their order
select t.id from tracks t
where t.updated_at > coalesce(nullif(current_setting('impresario.now', true), '')::timestamptz, now()) - interval '6 days'
  and not exists (select from events e where e.track_id = t.id and e.revision = t.revision)
union all
select track_id from (
  select track_id, revision, lag(revision) over (partition by track_id order by xid, id) as before from events
) e where before >= revision;

-- I15 what belongs together belongs to one user: a file and its version, a track and its event, its charge, its source
select a.id::text from assets a join track_versions v on v.id = a.version_id where v.track_id <> a.track_id
union all
select e.track_id::text from events e join tracks t on t.id = e.track_id where e.user_id <> t.user_id
union all
select c.id::text from credit_transactions c join tracks t on t.id = c.track_id where c.user_id <> t.user_id
union all
select t.id::text from tracks t join tracks s on s.id in (t.source_track_id, t.claimed_from, t.retried_from) where s.user_id <> t.user_id;

-- Of I16, that no limit is exceeded, nothing can be said here: plans and their limits change, and a row does not tell under
-- which it was admitted. `admit_track` decides it under the lock of the profile, and its tests are quoted by that id.

-- I17 a request with a key keeps the reply that its replays get, and it is about that track
select id from tracks where idempotency_key is not null and response not like '{%"id":"' || id || '"%';
