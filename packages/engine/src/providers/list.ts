import { priceMillicredits, toCredits, type Provider } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';

interface Record {
  readonly provider: string;
  readonly total: number;
  readonly succeeded: number;
  readonly p50: number | null;
  readonly p95: number | null;
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

/** What each provider can do and how it has done in the last day (PRO-3). */
export async function listProviders(core: Core): Promise<Provider[]> {
  const since = new Date(core.clock.now().getTime() - 24 * 60 * 60_000);
  const { rows } = await sql<Record>`
    select t.provider, count(*)::integer as total,
      (count(*) filter (where a.status = 'finished'))::integer as succeeded,
      percentile_cont(0.5) within group (order by seconds) filter (where a.status = 'finished') as p50,
      percentile_cont(0.95) within group (order by seconds) filter (where a.status = 'finished') as p95
    from attempts a
    join tracks t on t.id = a.track_id
    cross join lateral (select extract(epoch from a.finished_at - a.created_at)::float8 as seconds) s
    where a.created_at >= ${since} and (a.status = 'finished' or ${isProviderFault})
    group by t.provider`.execute(core.db.kysely);
  return core.providers.all().map((provider) => {
    const { capabilities } = provider;
    const record = rows.find((row) => row.provider === capabilities.id);
    return {
      ...capabilities,
      configured: true,
      isDefault: core.settings.defaultProvider === capabilities.id,
      health: healthOf(record),
      latencySeconds: { p50: record?.p50 ?? null, p95: record?.p95 ?? null },
      priceCredits: { generate: toCredits(priceMillicredits.generate) },
    };
  });
}

const enoughToJudge = 3;

function healthOf(record: Record | undefined): Provider['health'] {
  if (!record) return { status: 'unknown', detail: null, successRate: null, sampleCount: 0 };
  const successRate = record.succeeded / record.total;
  const judged = record.total >= enoughToJudge;
  const status = !judged || successRate >= 0.9 ? 'ok' : successRate >= 0.5 ? 'degraded' : 'down';
  const detail =
    status === 'ok' ? null : `${record.total - record.succeeded} of ${record.total} tries failed today`;
  return { status, detail, successRate, sampleCount: record.total };
}
