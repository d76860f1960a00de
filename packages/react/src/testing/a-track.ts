import type { OperationResource, Track } from '@impresario/protocol';

/** The id of the `number`th track: the higher, the newer. */
export function trackId(number: number): string {
  return `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** A track of which only the told fields matter to a test; it was made in the minute its id says. */
export function aTrack(fields: Partial<Track> = {}): Track {
  const id = fields.id ?? trackId(1);
  const createdAt = new Date(Date.UTC(2026, 0, 1) + Number(id.slice(-12)) * 60_000).toISOString();
  return {
    id,
    object: 'track',
    status: 'processing',
    operation: 'generate',
    provider: 'local',
    model: null,
    title: null,
    prompt: 'A polka',
    lyrics: null,
    styleTags: [],
    hasVocals: null,
    projectId: null,
    seed: null,
    sourceTrackId: null,
    sourceVersionId: null,
    claimedFrom: null,
    retriedFrom: null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    creditsCharged: 1,
    creditsRefunded: 0,
    queuePosition: null,
    estimatedCompletionAt: null,
    deadlineAt: createdAt,
    createdAt,
    updatedAt: createdAt,
    completedAt: null,
    versions: [],
    ...fields,
  };
}

/** Stems that are being made of the first track, of which only the told fields matter to a test. */
export function anOperation(fields: Partial<OperationResource> = {}): OperationResource {
  const at = new Date(Date.UTC(2026, 0, 1)).toISOString();
  return {
    id: '019b0000-0000-7000-8000-000000000001',
    object: 'operation',
    operation: 'stems',
    status: 'processing',
    provider: 'suno',
    trackId: trackId(1),
    versionId: null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    result: null,
    creditsCharged: 1,
    creditsRefunded: 0,
    deadlineAt: at,
    createdAt: at,
    updatedAt: at,
    completedAt: null,
    ...fields,
  };
}
