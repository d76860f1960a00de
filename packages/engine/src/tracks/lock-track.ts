import type { Schema } from '@impresario/database';
import type { Operation, Warning } from '@impresario/protocol';
import { isMusicRequest, type Failure, type ProviderRequest, type TaskHandle } from '@impresario/provider';
import type { Selectable, Transaction } from 'kysely';
import type { StagedClip } from '../assets/staged-clip.ts';
import type { ProviderSet } from '../providers/provider-set.ts';
import type { AttemptState, TrackState } from './track-state.ts';

type Row = Selectable<Schema['tracks']>;

export interface LockedTrack {
  readonly state: TrackState;
  readonly provider: string;
  readonly leaseEpoch: number;
}

/** Locks a track's row until the transaction ends and reads what decisions depend on; null when there is none. */
export async function lockTrack(
  tx: Transaction<Schema>,
  trackId: string,
  providers: ProviderSet,
): Promise<LockedTrack | null> {
  const row = await tx
    .selectFrom('tracks')
    .selectAll()
    .where('id', '=', trackId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const attempts = await tx
    .selectFrom('attempts')
    .selectAll()
    .where('track_id', '=', trackId)
    .orderBy('number')
    .execute();
  const failures = attempts.flatMap((attempt) => countedFailure(attempt.failure as NotedFailure | null));
  const state = {
    ...toState(row, attempts.at(-1), failures, providers),
    variants: variantsOf(row, attempts, providers),
  };
  return { state, provider: row.provider, leaseEpoch: row.lease_epoch };
}

/** A failure as an attempt keeps it. */
export type NotedFailure = Failure & { readonly duringOutage?: boolean };

/** What everybody suffered does not use up a track's own tries (GEN-9). */
function countedFailure(failure: NotedFailure | null): Failure['kind'][] {
  return failure && !failure.duringOutage ? [failure.kind] : [];
}

/** Where a provider makes one version a call, how many are wanted and made; else one call makes all. */
function variantsOf(
  row: Row,
  attempts: readonly Selectable<Schema['attempts']>[],
  providers: ProviderSet,
): TrackState['variants'] {
  const { variantsPerSubmit } = providers.get(row.provider)?.capabilities.delivery ?? {};
  const request = row.request as ProviderRequest;
  if (variantsPerSubmit !== 1 || !isMusicRequest(request)) return { wanted: 1, made: 0 };
  const isBetweenCalls = row.step === 'submit';
  const earlier = isBetweenCalls ? attempts : attempts.slice(0, -1);
  return { wanted: request.variants, made: earlier.filter(({ status }) => status === 'finished').length };
}

function toState(
  row: Row,
  attempt: Selectable<Schema['attempts']> | undefined,
  failures: readonly Failure['kind'][],
  providers: ProviderSet,
): TrackState {
  return {
    id: row.id,
    operation: row.operation as Operation,
    status: row.status,
    step: row.step,
    pollCount: row.poll_count,
    progress: row.progress,
    stage: row.stage,
    startedAt: row.started_at,
    hintedAt: row.hinted_at,
    queueDeadlineAt: row.queue_deadline_at,
    deadlineAt: row.deadline_at,
    attempt: attempt ? toAttemptState(attempt) : null,
    failures,
    delivery: providers.get(row.provider)?.capabilities.delivery ?? null,
    variants: { wanted: 1, made: 0 },
    warnings: row.warnings as Warning[],
    isProviderDown: false,
    submitAt: null,
  };
}

export function toAttemptState(row: Selectable<Schema['attempts']>): AttemptState {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    correlation: row.correlation,
    handle: row.handle as TaskHandle | null,
    clips: row.clips as StagedClip[] | null,
  };
}
