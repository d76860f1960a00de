import type { Schema } from '@impresario/database';
import type { MusicRequest } from '@impresario/provider';
import type { Selectable } from 'kysely';
import type { Core } from '../core.ts';
import { toAttemptState } from '../tracks/lock-track.ts';
import type { AttemptState } from '../tracks/track-state.ts';

/** What a worker needs of the track it holds. */
export interface ClaimedTrack {
  readonly request: MusicRequest;
  readonly deadlineAt: Date;
  readonly attempt: AttemptState | null;
}

export async function readClaimed(core: Core, trackId: string): Promise<ClaimedTrack> {
  const { kysely } = core.db;
  const track = await kysely
    .selectFrom('tracks')
    .select(['request', 'deadline_at'])
    .where('id', '=', trackId)
    .executeTakeFirstOrThrow();
  const attempt: Selectable<Schema['attempts']> | undefined = await kysely
    .selectFrom('attempts')
    .selectAll()
    .where('track_id', '=', trackId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    request: track.request as MusicRequest,
    deadlineAt: track.deadline_at,
    attempt: attempt ? toAttemptState(attempt) : null,
  };
}
