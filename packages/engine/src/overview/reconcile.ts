import { toCredits, type ReconciledDay, type Reconciliation } from '@impresario/protocol';
import type { CallPrices, PricedCall } from '@impresario/provider';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Period } from '../credits/open-statement.ts';

interface Calls {
  readonly day: string;
  readonly provider: string;
  readonly call: PricedCall;
  readonly attempts: number;
  readonly billed: number;
  readonly unsure: number;
  readonly orphans: number;
}

interface Money {
  readonly day: string;
  readonly provider: string;
  readonly charged: number;
  readonly refunded: number;
}

/**
 * What providers may bill beside what users paid, by day (UTC) and provider. A refund counts on its own day, as in the
 * ledger; a call counts on the day on which it was made.
 */
export async function reconcile(core: Core, { from, to }: Period): Promise<Reconciliation> {
  const [calls, money] = await Promise.all([
    sql<Calls>`select * from reconcile_calls(${from}, ${to})`.execute(core.db.kysely),
    sql<Money>`select * from reconcile_credits(${from}, ${to})`.execute(core.db.kysely),
  ]);
  const keys = [...calls.rows, ...money.rows].map(({ day, provider }) => `${day} ${provider}`);
  const data = [...new Set(keys)].sort().map((key) => {
    const isOfKey = ({ day, provider }: { day: string; provider: string }) => `${day} ${provider}` === key;
    return dayOf(core, calls.rows.filter(isOfKey), money.rows.find(isOfKey), key);
  });
  return { from: from.toISOString(), to: to.toISOString(), data };
}

function dayOf(core: Core, calls: readonly Calls[], money: Money | undefined, key: string): ReconciledDay {
  const [day = '', provider = ''] = key.split(' ');
  const prices = core.providers.get(provider)?.callPrices;
  const spend = prices ? spendOf(calls, prices) : null;
  const [charged, refunded] = [money?.charged ?? 0, money?.refunded ?? 0];
  const creditsNet = toCredits(charged - refunded);
  const { creditPriceUsd } = core.settings;
  const revenueUsd = creditPriceUsd === null ? null : rounded(creditsNet * creditPriceUsd);
  return {
    day,
    provider,
    attempts: sum(calls, (row) => row.attempts),
    billed: sum(calls, (row) => row.billed),
    unsure: sum(calls, (row) => row.unsure),
    orphans: sum(calls, (row) => row.orphans),
    spend,
    creditsCharged: toCredits(charged),
    creditsRefunded: toCredits(refunded),
    creditsNet,
    revenueUsd,
    marginUsd: revenueUsd === null ? null : rounded(revenueUsd - (spend?.usd ?? 0)),
  };
}

function spendOf(calls: readonly Calls[], { unit, usdPerUnit, priceOf }: CallPrices) {
  const priced = calls.map((row) => ({ ...row, price: priceOf(row.call) }));
  const billed = sum(priced, (row) => row.billed * (row.price ?? 0));
  const unsure = sum(priced, (row) => row.unsure * (row.price ?? 0));
  const unpriced = sum(priced, (row) => (row.price === null ? row.billed + row.unsure : 0));
  const usd = rounded((billed + unsure) * usdPerUnit);
  return { unit, billed: rounded(billed), unsure: rounded(unsure), unpriced, usd };
}

function sum<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((total, row) => total + value(row), 0);
}

/** Prices have thousandths; what floating point adds to them is cut off. */
function rounded(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}
