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
import type { ProviderRecord } from './record-book.ts';

interface State {
  readonly provider: string;
  readonly down: boolean;
  readonly blocked: BlockedKind | null;
}

/** What each provider can do and how it does (PRO-3). */
export async function listProviders(core: Core): Promise<Provider[]> {
  const now = core.clock.now();
  const [records, states] = await Promise.all([
    core.records.latest(),
    sql<State>`
      select provider, is_down(provider) as down, blocked_kind_of(provider, ${now}) as blocked
      from provider_states`.execute(core.db.kysely),
  ]);
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
  record: ProviderRecord | undefined,
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
