import type { Schema } from '@impresario/database';
import type { Transaction, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { isProviderDown, nextSubmitAt, noteSubmit } from '../providers/provider-state.ts';
import { writeAttempt } from './write-attempt.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { lockTrack, type LockedTrack } from './lock-track.ts';
import type { Observation } from './observation.ts';
import { storable } from './storable.ts';
import type { TrackState } from './track-state.ts';
import { trackPatch } from './track-patch.ts';
import { writeNewFiles, writeVersions } from './write-versions.ts';

/** A worker's claim on a row; a write under an older claim is refused (I10). */
export interface Fence {
  readonly epoch: number;
}

export type Applied =
  | { readonly kind: 'applied'; readonly decision: Decision; readonly before: TrackState }
  /** The claim was lost: somebody else goes on with this track. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'no-such-track' };

/**
 * The one way a track changes (GEN-4): locks its row, decides, and writes status, attempt, versions, ledger and
 * event in one transaction. Callers without a claim (callbacks, users) pass no fence.
 */
export async function apply(
  core: Core,
  trackId: string,
  fence: Fence | null,
  raw: Observation,
): Promise<Applied> {
  const applied = await core.db.kysely
    .transaction()
    .execute((tx) => applyWithin(core, tx, { trackId, fence, raw }));
  if (applied.kind === 'applied' && applied.decision.do !== 'nothing') core.nudge();
  // A callback may have waited for this task to be known.
  if (applied.kind === 'applied' && 'handle' in applied.decision) core.nudgeCallbacks();
  return applied;
}

/** As `apply`, as part of the caller's transaction; the caller nudges once that is committed. */
export async function applyWithin(
  core: Core,
  tx: Transaction<Schema>,
  { trackId, fence, raw }: { trackId: string; fence: Fence | null; raw: Observation },
): Promise<Applied> {
  const now = core.clock.now();
  const locked = await lockTrack(tx, trackId, core.providers);
  if (!locked) return { kind: 'no-such-track' };
  const isStale = fence !== null && fence.epoch !== locked.leaseEpoch;
  const seen = isStale ? newsFrom(storable(raw)) : storable(raw);
  if (!seen) return { kind: 'stale' };
  const state = await withProviderState(core, tx, locked, seen, now);
  const decision = decide(state, seen, now, core.settings);
  const isOurs = fence !== null && !isStale;
  await write(core, tx, { track: state, provider: locked.provider, decision, seen, now, isOurs });
  return isStale ? { kind: 'stale' } : { kind: 'applied', decision, before: state };
}

/** What a worker that lost its claim has still learned: the name of a task that would otherwise be lost (GEN-3). */
function newsFrom(seen: Observation): Observation | null {
  if (seen.saw !== 'outcome' || seen.outcome.kind !== 'accepted') return null;
  const { handle } = seen.outcome;
  const snapshot = { state: 'unrecognised', raw: 'accepted' } as const;
  return { saw: 'callback', attemptId: seen.attemptId, handle, snapshot, trusted: false };
}

/** What a decision about a submit depends on beside the track itself. */
async function withProviderState(
  core: Core,
  tx: Transaction<Schema>,
  { state, provider }: LockedTrack,
  seen: Observation,
  now: Date,
): Promise<TrackState> {
  if (seen.saw === 'turn' && state.step === 'submit' && state.attempt?.id !== seen.attemptId) {
    return { ...state, submitAt: await nextSubmitAt(core, tx, provider, now) };
  }
  if (seen.saw === 'outcome' && state.attempt?.id === seen.attemptId) {
    await noteSubmit(tx, provider, state.id, seen.outcome, now);
    if (seen.outcome.kind === 'failed')
      return { ...state, isProviderDown: await isProviderDown(tx, provider) };
  }
  return state;
}

export interface Writing {
  readonly track: TrackState;
  readonly provider: string;
  readonly decision: Decision;
  readonly seen: Observation;
  readonly now: Date;
  /** Whether the writer holds the row's claim. */
  readonly isOurs: boolean;
}

async function write(core: Core, tx: Transaction<Schema>, writing: Writing): Promise<void> {
  const { track, decision, now } = writing;
  if (decision.do === 'nothing') return;
  await writeAttempt(core, tx, writing);
  const shown = await writeVersions(core, tx, writing);
  const patch: Updateable<Schema['tracks']> = trackPatch(writing);
  if (decision.do === 'end' && decision.refund) {
    const reason = decision.error.code.toLowerCase();
    patch.refunded = await refundCharge(tx, track, reason, now);
  }
  const visible = shown || isVisible(track, decision);
  if (Object.keys(patch).length === 0) return;
  // Whoever is at work on this row must not go on as if nothing had happened (I10).
  const takesOver = !writing.isOurs && decision.do !== 'end' && 'lease_until' in patch;
  await tx
    .updateTable('tracks')
    .set(visible ? { ...patch, updated_at: now } : patch)
    .$if(visible, (query) => query.set({ revision: sql<number>`revision + 1` }))
    .$if(takesOver, (query) => query.set({ lease_epoch: sql<number>`lease_epoch + 1` }))
    .where('id', '=', track.id)
    .execute();
  if (visible) await sql`select record_event(${track.id})`.execute(tx);
  await writeNewFiles(core, tx, writing);
}

async function refundCharge(
  tx: Transaction<Schema>,
  { id, operation }: TrackState,
  reason: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ amount: number }>`
    select refund_charge(${id}, ${operation}, ${reason}, ${now}) as amount`.execute(tx);
  return rows[0]!.amount;
}

/** Whether the owner sees a difference, and so gets an event. */
function isVisible(track: TrackState, decision: Decision): boolean {
  switch (decision.do) {
    case 'nothing':
    case 'note-task':
    case 'note-late-result':
    case 'look-soon':
    case 'search-again':
    case 'fetch-again':
    case 'ask-addresses':
    case 'postpone':
      return false;
    case 'look-again':
      return decision.progress !== null && decision.progress > (track.progress ?? 0);
    case 'follow-task':
      // A reply and a callback may both name the same task.
      return track.step !== 'poll' || track.status === 'pending';
    default:
      return true;
  }
}
