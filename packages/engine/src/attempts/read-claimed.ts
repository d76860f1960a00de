import type { Schema } from '@impresario/database';
import type { Operation } from '@impresario/protocol';
import type { ProviderRequest } from '@impresario/provider';
import type { Selectable } from 'kysely';
import type { Core } from '../core.ts';
import { toAttemptState } from '../tracks/lock-track.ts';
import type { AttemptState } from '../tracks/track-state.ts';

/** What a worker needs of the track it holds. */
export interface ClaimedTrack {
  readonly userId: string;
  readonly operation: Operation;
  readonly request: ProviderRequest;
  readonly deadlineAt: Date;
  /** Looks or downloads since the step began. */
  readonly tryCount: number;
  readonly attempt: AttemptState | null;
  /** Earlier calls that brought a version, where each is made by a call of its own. */
  readonly finishedCount: number;
}

export async function readClaimed(core: Core, trackId: string): Promise<ClaimedTrack> {
  const { kysely } = core.db;
  const track = await kysely
    .selectFrom('tracks')
    .select(['user_id', 'operation', 'request', 'deadline_at', 'poll_count'])
    .where('id', '=', trackId)
    .executeTakeFirstOrThrow();
  const finished = await kysely
    .selectFrom('attempts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('track_id', '=', trackId)
    .where('status', '=', 'finished')
    .executeTakeFirstOrThrow();
  const attempt: Selectable<Schema['attempts']> | undefined = await kysely
    .selectFrom('attempts')
    .selectAll()
    .where('track_id', '=', trackId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    userId: track.user_id,
    operation: track.operation as Operation,
    request: track.request as ProviderRequest,
    tryCount: track.poll_count,
    deadlineAt: track.deadline_at,
    attempt: attempt ? toAttemptState(attempt) : null,
    finishedCount: Number(finished.count),
  };
}
