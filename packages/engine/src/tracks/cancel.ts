import type { Core } from '../core.ts';
import { stopTask } from '../attempts/stop-task.ts';
import type { Change } from '../engine.ts';
import { apply } from './apply.ts';
import { readTrack } from './read.ts';

/** Stops a track that is not finished; its error says whether the credits came back (GEN-10). */
export async function cancelTrack(core: Core, userId: string, trackId: string): Promise<Change> {
  const track = await readTrack(core, userId, trackId);
  if (!track) return { kind: 'not-found' };
  const applied = await apply(core, trackId, null, { saw: 'cancel' });
  if (applied.kind !== 'applied') return { kind: 'not-found' };
  if (applied.decision.do === 'nothing') return { kind: 'illegal', status: applied.before.status };
  core.interrupt(trackId);
  const { attempt } = applied.before;
  // Not waited for: the user is told at once, and what the provider then does changes nothing.
  if (attempt?.status === 'accepted' && attempt.handle) void stopTask(core, track.provider, attempt.handle);
  const after = await readTrack(core, userId, trackId);
  return after ? { kind: 'done', track: after } : { kind: 'not-found' };
}
