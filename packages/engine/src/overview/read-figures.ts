import type { FigurePeriod, Figures } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { providerTally, tally, type Figure } from './tally.ts';

/** A figure of one hour or day; `at` is null for all that was before the period together. */
type Row = Figure & { readonly at: Date | null };

const hourMs = 60 * 60_000;
const spans = {
  '24h': { grain: 'hour', stepMs: hourMs, count: 24 },
  '7d': { grain: 'day', stepMs: 24 * hourMs, count: 7 },
  '30d': { grain: 'day', stepMs: 24 * hourMs, count: 30 },
} as const;

/** What happened in the last hours or days, the one that runs now included, and in as many before them. One statement. */
export async function readFigures(core: Core, period: FigurePeriod): Promise<Figures> {
  const { grain, stepMs, count } = spans[period];
  // Hours and days of UTC begin at whole multiples of their length since 1970.
  const toMs = (Math.floor(core.clock.now().getTime() / stepMs) + 1) * stepMs;
  const [from, to] = [new Date(toMs - count * stepMs), new Date(toMs)];
  const rows = await readRows(core, grain, { before: new Date(toMs - 2 * count * stepMs), from, to });
  const times = Array.from({ length: count }, (_, index) => from.getTime() + index * stepMs);
  const within = rows.filter(({ at }) => at !== null);
  const before = rows.filter(({ at }) => at === null);
  const providers = new Set([...core.providers.ids(), ...rows.map(({ provider }) => provider)]);
  providers.delete('');
  return {
    period,
    grain,
    from: from.toISOString(),
    to: to.toISOString(),
    points: pointsOf(times, within, tally),
    total: tally(within),
    before: tally(before),
    providers: [...providers].map((provider) => {
      const [own, earlier] = [within, before].map((figures) =>
        figures.filter((figure) => figure.provider === provider),
      ) as [Row[], Row[]];
      return {
        provider,
        points: pointsOf(times, own, providerTally),
        total: providerTally(own),
        before: providerTally(earlier),
      };
    }),
  };
}

interface Span {
  readonly before: Date;
  readonly from: Date;
  readonly to: Date;
}

async function readRows(core: Core, grain: 'hour' | 'day', { before, from, to }: Span): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select at, provider, name, jsonb_object_agg(key, amount) as amounts
    from (
      select case when f.at >= ${from} then f.at end as at, f.provider, f.name, f.key, sum(f.amount)::bigint as amount
      from read_figures(${grain}, ${before}, ${to}) f
      group by 1, 2, 3, 4
    ) summed
    group by 1, 2, 3`.execute(core.db.kysely);
  return rows;
}

function pointsOf<Made>(
  times: readonly number[],
  rows: readonly Row[],
  make: (figures: readonly Row[]) => Made,
): (Made & { at: string })[] {
  const byTime = Map.groupBy(rows, ({ at }) => at?.getTime());
  return times.map((time) => ({ at: new Date(time).toISOString(), ...make(byTime.get(time) ?? []) }));
}
