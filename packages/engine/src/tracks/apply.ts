import type { Schema } from '@impresario/database';
import type { Transaction, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { writeAttempt } from './write-attempt.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { lockTrack } from './lock-track.ts';
import type { Observation } from './observation.ts';
import { storable } from './storable.ts';
import type { TrackState } from './track-state.ts';
import { trackPatch } from './track-patch.ts';
import { writeVersions } from './write-versions.ts';

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
  const now = core.clock.now();
  const seen = storable(raw);
  const applied = await core.db.kysely.transaction().execute(async (tx): Promise<Applied> => {
    const locked = await lockTrack(tx, trackId, core.providers);
    if (!locked) return { kind: 'no-such-track' };
    if (fence && fence.epoch !== locked.leaseEpoch) return { kind: 'stale' };
    const decision = decide(locked.state, seen, now, core.settings);
    await write(core, tx, { track: locked.state, decision, seen, now });
    return { kind: 'applied', decision, before: locked.state };
  });
  if (applied.kind === 'applied' && applied.decision.do !== 'nothing') core.nudge();
  return applied;
}

export interface Writing {
  readonly track: TrackState;
  readonly decision: Decision;
  readonly seen: Observation;
  readonly now: Date;
}

async function write(core: Core, tx: Transaction<Schema>, writing: Writing): Promise<void> {
  const { track, decision, now } = writing;
  if (decision.do === 'nothing') return;
  await writeAttempt(core, tx, writing);
  const shown = await writeVersions(core, tx, writing);
  const patch: Updateable<Schema['tracks']> = trackPatch(writing);
  if (decision.do === 'end' && decision.refund) {
    const reason = decision.error.code.toLowerCase();
    patch.refunded = await refundCharge(tx, track.id, reason, now);
  }
  const visible = shown || isVisible(track, decision);
  if (Object.keys(patch).length === 0) return;
  await tx
    .updateTable('tracks')
    .set(visible ? { ...patch, updated_at: now } : patch)
    .$if(visible, (query) => query.set({ revision: sql<number>`revision + 1` }))
    .where('id', '=', track.id)
    .execute();
  if (visible) await sql`select record_event(${track.id})`.execute(tx);
}

async function refundCharge(
  tx: Transaction<Schema>,
  trackId: string,
  reason: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ amount: number }>`
    select refund_charge(${trackId}, 'generate', ${reason}, ${now}) as amount`.execute(tx);
  return rows[0]!.amount;
}

/** Whether the owner sees a difference, and so gets an event. */
function isVisible(track: TrackState, decision: Decision): boolean {
  switch (decision.do) {
    case 'nothing':
    case 'note-task':
    case 'search-again':
    case 'fetch-again':
    case 'postpone':
      return false;
    case 'look-again':
      return decision.progress !== null && decision.progress > (track.progress ?? 0);
    default:
      return true;
  }
}
