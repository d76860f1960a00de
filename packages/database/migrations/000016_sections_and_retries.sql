-- What a listener sees of a song's making: the sections it has, where its provider tells them, and the track that a
-- retry repeats. What came of a track is looked up by this column as by those of its source and its claim.
alter table track_versions
  add column sections jsonb not null default '[]' check (jsonb_typeof(sections) = 'array');
alter table tracks
  add column retried_from uuid references tracks;
create index retries_of_a_track on tracks (retried_from) where retried_from is not null;

-- As before, with the sections.
create or replace function version_json(v track_versions) returns jsonb language sql stable return (
  select jsonb_build_object(
    'id', v.id,
    'variantIndex', v.variant_index,
    'isPrimary', v.is_primary,
    'providerClipId', v.provider_clip_id,
    'title', v.title,
    'lyrics', v.lyrics,
    'durationSeconds', v.duration_seconds,
    'sections', v.sections,
    'streamUrl', v.stream_url,
    'audio', (array_agg(asset_json(a)) filter (where a.kind = 'audio'))[1],
    'cover', (array_agg(asset_json(a)) filter (where a.kind = 'cover'))[1],
    'video', (array_agg(asset_json(a)) filter (where a.kind = 'video'))[1],
    'peaks', (array_agg(asset_json(a)) filter (where a.kind = 'peaks'))[1],
    'wav', (array_agg(asset_json(a)) filter (where a.kind = 'wav'))[1],
    'stems', coalesce(
      jsonb_agg(jsonb_build_object('name', a.name, 'audio', asset_json(a)) order by a.name)
        filter (where a.kind = 'stem'),
      '[]'
    )
  )
  from assets a
  where a.version_id = v.id
);

-- As before, with the track that is repeated.
create or replace function track_snapshot(t tracks) returns jsonb language sql stable return
  jsonb_build_object(
    'id', t.id,
    'object', 'track',
    'status', t.status,
    'operation', t.operation,
    'provider', t.provider,
    'model', t.model,
    'title', t.title,
    'prompt', t.prompt,
    'lyrics', t.lyrics,
    'styleTags', to_jsonb(t.style_tags),
    'hasVocals', t.has_vocals,
    'projectId', t.project_id,
    'sourceTrackId', t.source_track_id,
    'sourceVersionId', t.source_version_id,
    'claimedFrom', t.claimed_from,
    'retriedFrom', t.retried_from,
    'taskId', t.task_id,
    'progress', t.progress::numeric(4, 3),
    'stage', t.stage,
    'revision', t.revision,
    'warnings', t.warnings,
    'error', t.error,
    'creditsCharged', t.price / 1000.0::float8,
    'creditsRefunded', t.refunded / 1000.0::float8
  ) || jsonb_build_object(
    'queuePosition', queue_position(t),
    'estimatedCompletionAt', iso(t.estimated_completion_at),
    'deadlineAt', iso(t.deadline_at),
    'createdAt', iso(t.created_at),
    'updatedAt', iso(t.updated_at),
    'completedAt', iso(t.completed_at),
    'versions', coalesce(
      (select jsonb_agg(version_json(v) order by v.variant_index) from track_versions v where v.track_id = t.id),
      '[]'
    )
  );

-- As before, with the track that is repeated.
create or replace function insert_track(
  p_now timestamptz, p_user text, p_key text, p_fingerprint bytea, p_price bigint, p_track jsonb, p_response text
) returns boolean language plpgsql as $$
begin
  insert into tracks (
    id, user_id, idempotency_key, fingerprint, response, operation, makes_song, source_track_id, source_version_id,
    claimed_from, retried_from, provider, model, title, prompt, lyrics, style_tags, has_vocals, project_id, body,
    request, warnings, price, status, revision, step, due_at, queue_deadline_at, deadline_at,
    estimated_completion_at, created_at, updated_at
  )
  values (
    (p_track ->> 'id')::uuid, p_user, p_key, p_fingerprint, p_response, p_track ->> 'operation',
    coalesce((p_track ->> 'makesSong')::boolean, true), (p_track ->> 'sourceTrackId')::uuid,
    (p_track ->> 'sourceVersionId')::uuid, (p_track ->> 'claimedFrom')::uuid,
    (p_track ->> 'retriedFrom')::uuid, p_track ->> 'provider',
    p_track ->> 'model', p_track ->> 'title', p_track ->> 'prompt', p_track ->> 'lyrics',
    array(select jsonb_array_elements_text(p_track -> 'styleTags')), (p_track ->> 'hasVocals')::boolean,
    p_track ->> 'projectId', p_track -> 'body', p_track -> 'request', p_track -> 'warnings', p_price,
    'pending', 1, 'submit', p_now, (p_track ->> 'queueDeadlineAt')::timestamptz,
    (p_track ->> 'deadlineAt')::timestamptz, (p_track ->> 'estimatedCompletionAt')::timestamptz, p_now, p_now
  )
  on conflict (id) do nothing;
  return found;
end $$;

-- As before, with the two new columns.
create or replace function grant_reading_to_clients() returns boolean language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = 'authenticated') then
    return false;
  end if;
  grant usage on schema public to authenticated;
  grant execute on function client_user_id() to authenticated;
  grant select (
    user_id, plan, credits_remaining, credits_used_today, credits_used_on, created_at, updated_at
  ) on profiles to authenticated;
  grant select (
    id, user_id, operation, makes_song, source_track_id, source_version_id, claimed_from, retried_from, provider,
    model, title, prompt, lyrics, style_tags, has_vocals, project_id, warnings, price, refunded, status, revision,
    task_id, progress, stage, error, result, deadline_at, estimated_completion_at, created_at, updated_at, completed_at
  ) on tracks to authenticated;
  grant select (
    id, track_id, variant_index, is_primary, provider_clip_id, title, lyrics, duration_seconds, sections, stream_url,
    created_at
  ) on track_versions to authenticated;
  grant select (
    id, track_id, version_id, kind, name, mime_type, bytes, sha256, created_at
  ) on assets to authenticated;
  grant select (
    id, number, user_id, track_id, operation, type, amount, balance_after, actor, reason, created_at
  ) on credit_transactions to authenticated;
  grant select (
    id, user_id, track_id, type, revision, track, occurred_at
  ) on events to authenticated;
  grant select (
    id, user_id, mime_type, bytes, sha256, duration_seconds, created_at
  ) on uploads to authenticated;
  return true;
end $$;

select grant_reading_to_clients();
select close_to_clients(array['version_json', 'track_snapshot', 'insert_track', 'grant_reading_to_clients']);
