-- As before, with the seed, which stands in the request. Tracks from before seeds were drawn at admission may have none.
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
    'seed', t.request -> 'seed',
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

select close_to_clients(array['track_snapshot']);
