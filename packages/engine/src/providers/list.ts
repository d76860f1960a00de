import {
  toCredits,
  type Capabilities,
  type Operation,
  type Prices,
  type Provider,
} from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { blockedInWords, type BlockedKind } from './blocked.ts';

interface Record {
  readonly provider: string;
  /** null: all its models together. */
  readonly model: string | null;
  readonly total: number;
  readonly succeeded: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

interface State {
  readonly provider: string;
  readonly down: boolean;
  readonly blocked: BlockedKind | null;
}

/**
 * Tries that count against a provider: it failed, or never came to an end. A prompt that it refused is the user's
 * business; five of them must not make it look down to everybody else.
 */
const isProviderFault = sql`(
  (a.status = 'failed' and a.failure ->> 'kind' not in (
    'invalid-request', 'unsupported', 'moderated', 'artist-name', 'copyrighted', 'malformed-lyrics'
  ))
  or (a.status in ('accepted', 'unknown') and t.status = 'failed')
)`;

const dayMs = 24 * 60 * 60_000;

/** What each provider and model did in the last day; of songs only, because other work is quicker. */
async function readRecords(core: Core): Promise<Record[]> {
  const since = new Date(core.clock.now().getTime() - dayMs);
  const { rows } = await sql<Record>`
    select a.provider, t.model, count(*)::integer as total,
      (count(*) filter (where a.status = 'finished'))::integer as succeeded,
      percentile_cont(0.5) within group (order by seconds) filter (where a.status = 'finished') as p50,
      percentile_cont(0.95) within group (order by seconds) filter (where a.status = 'finished') as p95
    from attempts a
    join tracks t on t.id = a.track_id
    cross join lateral (select extract(epoch from a.finished_at - a.created_at)::float8 as seconds) s
    where a.created_at >= ${since} and t.makes_song and t.claimed_from is null
      and (a.status = 'finished' or ${isProviderFault})
    group by grouping sets ((a.provider), (a.provider, t.model))
    having grouping(t.model) = 1 or t.model is not null`.execute(core.db.kysely);
  return rows;
}

/** Refreshes what `expectedSeconds` answers from. */
export async function refreshLatency(core: Core): Promise<void> {
  core.latency.note(await readRecords(core));
}

/** What each provider can do and how it does (PRO-3). */
export async function listProviders(core: Core): Promise<Provider[]> {
  const now = core.clock.now();
  const [records, states] = await Promise.all([
    readRecords(core),
    sql<State>`
      select provider, is_down(provider) as down, blocked_kind_of(provider, ${now}) as blocked
      from provider_states`.execute(core.db.kysely),
  ]);
  core.latency.note(records);
  return core.providers.all().map(({ capabilities }) => {
    const own = records.filter((record) => record.provider === capabilities.id);
    const whole = own.find((record) => record.model === null);
    const state = states.rows.find((row) => row.provider === capabilities.id);
    return {
      ...capabilities,
      concurrencyMax: core.concurrencyMax(capabilities.id),
      configured: true,
      isDefault: core.settings.defaultProvider === capabilities.id,
      health: healthOf(capabilities, whole, state),
      latencySeconds: { p50: whole?.p50 ?? null, p95: whole?.p95 ?? null },
      modelHealth: own.flatMap(({ model, total, succeeded, p50, p95 }) =>
        model === null
          ? []
          : [{ model, successRate: succeeded / total, sampleCount: total, latencySeconds: { p50, p95 } }],
      ),
      priceCredits: pricesOf(capabilities.operations, core.settings.prices),
    };
  });
}

function pricesOf(operations: readonly Operation[], prices: Prices): { [operation: string]: number } {
  return Object.fromEntries(operations.map((operation) => [operation, toCredits(prices[operation])]));
}

const enoughToJudge = 3;

function healthOf(
  { label }: Capabilities,
  record: Record | undefined,
  state: State | undefined,
): Provider['health'] {
  const sampleCount = record?.total ?? 0;
  const successRate = record ? record.succeeded / record.total : null;
  const measured = { successRate, sampleCount };
  if (state?.blocked) {
    return { ...measured, status: 'down', circuit: 'blocked', detail: blockedInWords(label, state.blocked) };
  }
  if (state?.down) {
    const detail = `${label} does not answer; waiting tracks are sent once it does.`;
    return { ...measured, status: 'down', circuit: 'open', detail };
  }
  if (!record || successRate === null) {
    return { ...measured, status: 'unknown', circuit: 'closed', detail: null };
  }
  const isJudged = sampleCount >= enoughToJudge;
  const status = !isJudged || successRate >= 0.9 ? 'ok' : successRate >= 0.5 ? 'degraded' : 'down';
  const detail =
    status === 'ok' ? null : `${record.total - record.succeeded} of ${record.total} tries failed today`;
  return { ...measured, status, circuit: 'closed', detail };
}
