import type { Connections } from '../database/connections.ts';

/** A track as the database has it at the end of a run. */
export interface TrackRow {
  readonly id: string;
  readonly user_id: string;
  readonly key: string | null;
  readonly prompt: string;
  readonly status: string;
  readonly operation: string;
  readonly provider: string;
  readonly price: number;
  readonly refunded: number;
  readonly revision: number;
  readonly makes_song: boolean;
  readonly is_removed: boolean;
  readonly claimed_from: string | null;
  readonly created_at: Date;
  readonly warnings: readonly { readonly parameter: string }[];
  readonly wanted: number;
  readonly shown: Record<string, unknown>;
  readonly number: number;
}

export async function readTracks({ monitor }: Connections): Promise<TrackRow[]> {
  const { rows } = await monitor.query<TrackRow & Record<string, unknown>>(`
    select
      t.id, user_id, idempotency_key as key, prompt, status, operation, provider, price, refunded, revision, makes_song,
      deleted_at is not null as is_removed, claimed_from, created_at, warnings,
      coalesce((request ->> 'variants')::integer, 1) as wanted,
      case when makes_song then track_snapshot(t) else operation_snapshot(t) end as shown,
      (select min(e.id) from events e where e.track_id = t.id) as number
    from tracks t
    order by number`);
  return rows;
}

export interface AttemptRow {
  readonly track_id: string;
  readonly correlation: string;
  readonly status: string;
  readonly effect: string | null;
  readonly task_id: string | null;
}

export async function readAttempts({ monitor }: Connections): Promise<AttemptRow[]> {
  const { rows } = await monitor.query<AttemptRow & Record<string, unknown>>(`
    select track_id, correlation, status, failure ->> 'sideEffect' as effect, task_id
    from attempts order by track_id, number`);
  return rows;
}

export interface AssetRow {
  readonly track_id: string;
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly variant_index: number;
}

export async function readAssets({ monitor }: Connections): Promise<AssetRow[]> {
  const { rows } = await monitor.query<AssetRow & Record<string, unknown>>(`
    select a.track_id, a.key, a.kind, a.name, a.bytes, a.sha256, v.variant_index
    from assets a join track_versions v on v.id = a.version_id`);
  return rows;
}
