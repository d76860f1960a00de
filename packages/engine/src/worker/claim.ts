import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Slots } from './free-slots.ts';

/** A due row that this worker holds until its lease ends. */
export interface Claim {
  readonly trackId: string;
  readonly epoch: number;
  readonly step: 'submit' | 'reconcile' | 'poll' | 'ingest';
  readonly provider: string;
}

const batchMax = 20;

/** Takes due rows but those in hand; of those waiting to be submitted, only as many as their provider has free slots. */
export async function takeDueTracks(
  core: Core,
  freeSlots: Readonly<Record<string, Slots>>,
  inHand: readonly Claim[],
): Promise<Claim[]> {
  const { rows } = await sql<{ id: string; lease_epoch: number; step: Claim['step']; provider: string }>`
    select id, lease_epoch, step, provider from take_due_tracks(
      ${core.clock.now()}, ${leaseOf(core)}::interval, ${batchMax}, ${JSON.stringify(freeSlots)}, ${inHand.map((claim) => claim.trackId)}::uuid[]
    )`.execute(core.db.kysely);
  return rows.map((row) => ({
    trackId: row.id,
    epoch: row.lease_epoch,
    step: row.step,
    provider: row.provider,
  }));
}

/** Renews claims; returns the ids of those that are still ours. */
export async function renewClaims(core: Core, claims: readonly Claim[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select renew_leases as id from renew_leases(
      ${claims.map((claim) => claim.trackId)}::uuid[], ${claims.map((claim) => claim.epoch)}::bigint[],
      ${core.clock.now()}, ${leaseOf(core)}::interval
    )`.execute(core.db.kysely);
  return new Set(rows.map((row) => row.id));
}

function leaseOf(core: Core): string {
  return `${core.settings.leaseMs} milliseconds`;
}
