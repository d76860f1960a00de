import type { OperationResource } from '../operation-resource.ts';
import { trackId } from './a-track.ts';

const at = '2026-01-01T00:00:00.000Z';

/** Stems that are being made of the first track, of which only the told fields matter to a test. */
export function anOperation(fields: Partial<OperationResource> = {}): OperationResource {
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
    creditsCharged: 0.5,
    creditsRefunded: 0,
    deadlineAt: '2026-01-01T00:20:00.000Z',
    createdAt: at,
    updatedAt: at,
    completedAt: null,
    ...fields,
  };
}
