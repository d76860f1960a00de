import type { Schema } from '@impresario/database';
import { sql, type Transaction, type Updateable } from 'kysely';
import type { Core } from '../core.ts';
import type { Writing } from './apply.ts';
import type { Decision } from './decision.ts';
import type { AttemptState, TrackState } from './track-state.ts';

type Patch = Updateable<Schema['attempts']>;

/** Writes what a decision means for the newest attempt, or makes a new one (GEN-2). */
export async function writeAttempt(core: Core, tx: Transaction<Schema>, writing: Writing): Promise<void> {
  const { track, decision, now } = writing;
  const { attempt } = track;
  if (attempt) {
    const patch = attemptPatch(track, attempt, decision, now);
    if (patch) await tx.updateTable('attempts').set(patch).where('id', '=', attempt.id).execute();
  }
  if (decision.do === 'start-attempt') await insertAttempt(tx, writing);
  if ('handle' in decision) {
    await sql`select wake_callbacks(${writing.provider}, ${decision.handle.taskId}, ${now})`.execute(tx);
  }
}

async function insertAttempt(
  tx: Transaction<Schema>,
  { track, provider, seen, now }: Writing,
): Promise<void> {
  if (seen.saw !== 'turn' || track.attempt?.id === seen.attemptId) return;
  const row = {
    id: seen.attemptId,
    track_id: track.id,
    provider,
    number: (track.attempt?.number ?? 0) + 1,
    correlation: seen.correlation,
    status: 'sending' as const,
    created_at: now,
  };
  await tx.insertInto('attempts').values(row).execute();
}

function attemptPatch(track: TrackState, attempt: AttemptState, decision: Decision, now: Date): Patch | null {
  switch (decision.do) {
    case 'start-attempt':
      return decision.abandon ? { status: 'abandoned', finished_at: now } : null;
    case 'follow-task':
    case 'note-task': {
      const handle = JSON.stringify(decision.handle);
      return { status: 'accepted', handle, task_id: decision.handle.taskId, answered_at: now };
    }
    case 'note-late-result': {
      const handle = JSON.stringify(decision.handle);
      return { status: 'accepted', handle, task_id: decision.handle.taskId, late_result_at: now };
    }
    case 'search-again':
      return attempt.status === 'sending' ? { status: 'unknown', answered_at: now } : null;
    case 'fetch-again':
    case 'ask-addresses':
      return { clips: JSON.stringify(decision.clips) };
    case 'complete-short':
      return endPatch(track, attempt, decision, now);
    case 'fetch':
    case 'next-variant':
    case 'complete':
      return { status: 'finished', clips: JSON.stringify(decision.clips), finished_at: now };
    case 'try-again':
      if (!decision.failure) return { status: 'abandoned', finished_at: now };
      return {
        status: 'failed',
        failure: JSON.stringify({ ...decision.failure, duringOutage: decision.duringOutage }),
        finished_at: now,
      };
    case 'end':
      return endPatch(track, attempt, decision, now);
    default:
      return null;
  }
}

/** A task the provider may still be working on stays on record as it is: an orphan (GEN-3). */
function endPatch(
  track: TrackState,
  attempt: AttemptState,
  { failure }: Extract<Decision, { do: 'end' | 'complete-short' }>,
  now: Date,
): Patch | null {
  if (failure) return { status: 'failed', failure: JSON.stringify(failure), finished_at: now };
  if (attempt.status !== 'sending') return null;
  return { status: track.delivery?.repeatable ? 'abandoned' : 'unknown', finished_at: now };
}
