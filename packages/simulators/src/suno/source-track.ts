import type { Gateway } from './gateway.ts';
import { needs, type Body, type Complaint } from './music-rules.ts';
import { findTrack, type FoundTrack } from './music-task.ts';
import type { SideKind, SideTask } from './side-task.ts';

/** The words of `successFlag` for what is made of a finished track. */
export const stringStatuses = (failed: string): SideKind['statuses'] => ({
  pending: 'PENDING',
  done: 'SUCCESS',
  failed,
  createFailed: 'CREATE_TASK_FAILED',
  moderated: failed,
});

/** The track that `taskId` and `audioId` name; assumed: it must be finished. */
export function finishedTrack(gateway: Gateway, body: Body): Complaint {
  const missing = needs(body, 'taskId', 'audioId');
  if (missing) return missing;
  const found = findTrack(gateway, body['audioId'], body['taskId']);
  if (!found) return { reason: 'invalid', message: 'taskId or audioId does not exist' };
  return found.task.finishedAt === null || found.task.detail.failure
    ? { reason: 'invalid', message: 'the music task is not finished' }
    : null;
}

/** The track that a side task was made of; null when it was given an address instead. */
export function trackOf(gateway: Gateway, task: SideTask): FoundTrack | null {
  const { audioId } = task.body as Body;
  return findTrack(gateway, audioId);
}

export function musicIndexOf(found: FoundTrack | null): number {
  return found ? found.task.detail.tracks.indexOf(found.track) : 0;
}
