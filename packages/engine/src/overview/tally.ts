import { requestFaults, toCredits, type ProviderTally, type Tally } from '@impresario/protocol';
import { percentileSeconds, type StepCounts } from './latency-steps.ts';

/** One name of the figures of some time: its amounts by key. */
export interface Figure {
  readonly provider: string;
  readonly name: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What all figures of one time say together. Pure. */
export function tally(figures: readonly Figure[]): Tally {
  return {
    ...songs(figures),
    latencySeconds: latency(figures, 'seconds'),
    creditsCharged: toCredits(sumOf(figures, 'charged')),
    creditsRefunded: toCredits(sumOf(figures, 'refunded')),
    newUsers: sumOf(figures, 'users'),
  };
}

/** The same of one provider. Pure. */
export function providerTally(figures: readonly Figure[]): ProviderTally {
  return { ...songs(figures), latencySeconds: latency(figures, 'provider-seconds') };
}

function songs(figures: readonly Figure[]) {
  const completed = sumOf(figures, 'completed');
  const failed = Object.fromEntries(amountsOf(figures, 'failed'));
  const faults = Object.entries(failed).filter(([code]) => !isRequestFault(code));
  const ended = faults.reduce((sum, [, count]) => sum + count, completed);
  return {
    admitted: sumOf(figures, 'admitted'),
    completed,
    failed,
    cancelled: sumOf(figures, 'cancelled'),
    successRate: ended === 0 ? null : completed / ended,
  };
}

function isRequestFault(code: string): boolean {
  return (requestFaults as readonly string[]).includes(code);
}

function latency(figures: readonly Figure[], name: string) {
  const counts: StepCounts = new Map(
    [...amountsOf(figures, name)].map(([step, count]) => [Number(step), count]),
  );
  return { p50: percentileSeconds(counts, 0.5), p95: percentileSeconds(counts, 0.95) };
}

/** The amounts of a name over all providers, by key. */
function amountsOf(figures: readonly Figure[], name: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const figure of figures) {
    if (figure.name !== name) continue;
    for (const [key, amount] of Object.entries(figure.amounts)) sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return sums;
}

function sumOf(figures: readonly Figure[], name: string): number {
  return [...amountsOf(figures, name).values()].reduce((sum, amount) => sum + amount, 0);
}
