import type { ReconciledDay } from '@impresario/protocol';
import { formatAmount } from './format.ts';
import type { Paint } from './paint.ts';
import { renderTable, type Column } from './render-table.ts';

interface Look {
  paint: Paint;
  columns: number;
}

/** A line for each day and provider: what was asked of it, what that may cost, what users paid. */
export function renderReconciliation(days: readonly ReconciledDay[], look: Look): string {
  if (days.length === 0) return 'Nothing was asked of a provider and nothing was charged.\n';
  const { paint } = look;
  const hasMargin = days.some(({ marginUsd }) => marginUsd !== null);
  const columns: Column[] = [
    { title: 'DAY', paint: paint.dim },
    { title: 'BY' },
    { title: 'CALLS', align: 'right' },
    { title: 'BILLED', align: 'right' },
    { title: 'UNSURE', align: 'right', paint: warnAboveZero },
    { title: 'ORPHANS', align: 'right', paint: warnAboveZero },
    { title: 'SPEND', align: 'right' },
    { title: '≈ USD', align: 'right' },
    { title: 'CHARGED', align: 'right' },
    { title: 'REFUNDED', align: 'right' },
    { title: 'NET', align: 'right' },
    ...(hasMargin
      ? [
          {
            title: 'MARGIN USD',
            align: 'right' as const,
            paint: (cell: string) => (cell.includes('−') ? paint.bad(cell) : paint.good(cell)),
          },
        ]
      : []),
  ];
  function warnAboveZero(cell: string): string {
    return cell.trim() === '0' || !/\d/.test(cell) ? cell : paint.warn(cell);
  }
  const unpriced = days.reduce((sum, { spend }) => sum + (spend?.unpriced ?? 0), 0);
  const notes = [
    'SPEND is an estimate from published prices in the unit of each provider, the unsure calls in it.',
    unpriced > 0 ? `${unpriced} calls have no known price and are in no sum.` : null,
  ];
  const table = renderTable(columns, days.map(cellsOf), look);
  return `${table}${paint.dim(notes.filter((note) => note !== null).join(' '))}\n`;
}

function cellsOf(day: ReconciledDay): string[] {
  const { spend, marginUsd } = day;
  return [
    day.day,
    day.provider,
    String(day.attempts),
    String(day.billed),
    String(day.unsure),
    String(day.orphans),
    spend ? `${formatAmount(spend.billed + spend.unsure)} ${spend.unit}` : 'free',
    spend ? spend.usd.toFixed(2) : '–',
    formatAmount(day.creditsCharged),
    formatAmount(day.creditsRefunded),
    signed(day.creditsNet, formatAmount),
    ...(marginUsd === null ? [] : [signed(marginUsd, (usd) => usd.toFixed(2))]),
  ];
}

function signed(amount: number, format: (amount: number) => string): string {
  return amount < 0 ? `−${format(-amount)}` : format(amount);
}
