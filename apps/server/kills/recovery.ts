import type { Database } from '@impresario/database';
import type { FaultKind } from './faults.ts';
import type { Notebook } from './notebook.ts';

/** Milliseconds from a fault to the first good sign after it. */
export interface Recovery {
  readonly toAcknowledged: Spread;
  readonly toCompleted: Spread;
  /** The worst of each kind, to the first acknowledged request. */
  readonly worstByKind: Readonly<Partial<Record<FaultKind, number>>>;
}

export interface Spread {
  readonly median: number;
  readonly max: number;
}

/** The first request that was sent after the fault and acknowledged, and the first track that was completed after it. */
export async function measureRecovery(pool: Database['pool'], { work, faults }: Notebook): Promise<Recovery> {
  const { rows } = await pool.query<{ at: Date }>(
    `select occurred_at as at from events where type = 'track.completed' order by occurred_at`,
  );
  const completed = rows.map(({ at }) => at.getTime());
  const acknowledged = faults.map(({ kind, at }) => {
    const after = work.filter(({ sentAt }) => sentAt >= at).map(({ answeredAt }) => answeredAt - at);
    return { kind, ms: Math.min(...after) };
  });
  const worstByKind: Partial<Record<FaultKind, number>> = {};
  for (const { kind, ms } of acknowledged) worstByKind[kind] = Math.max(worstByKind[kind] ?? 0, ms);
  return {
    toAcknowledged: spreadOf(acknowledged.map(({ ms }) => ms)),
    toCompleted: spreadOf(
      faults.map(({ at }) => (completed.find((one) => one >= at) ?? Infinity) - at).filter(Number.isFinite),
    ),
    worstByKind,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}
