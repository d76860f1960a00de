import type { Credits, Transaction } from '@impresario/protocol';
import { formatAge, formatAmount } from './format.ts';
import type { Paint } from './paint.ts';
import { renderFacts } from './render-facts.ts';
import { renderTable } from './render-table.ts';
import { oneLine } from './text-width.ts';

/** The balance, the plan's limits, and what moved last. */
export function renderCredits(
  credits: Omit<Credits, 'quotas'>,
  transactions: readonly Transaction[],
  look: { paint: Paint; columns: number; nowMs: number },
): string {
  const { paint } = look;
  const { perMinute, perDay, concurrent } = credits.limits;
  const limits = [
    `${perMinute} a minute`,
    perDay === null ? 'no daily limit' : `${perDay} a day`,
    `${concurrent} at once`,
  ];
  const facts = renderFacts(
    [
      ['Credits', paint.bold(formatAmount(credits.creditsRemaining))],
      ['Used today', formatAmount(credits.creditsUsedToday)],
      ['Plan', `${credits.plan} ${paint.dim(`(${limits.join(', ')})`)}`],
    ],
    paint,
  );
  if (transactions.length === 0) return facts;
  const rows = transactions.map((each) => [
    formatAge(each.createdAt, look.nowMs),
    each.type,
    `${each.amount > 0 ? '+' : '−'}${formatAmount(Math.abs(each.amount))}`,
    formatAmount(each.balanceAfter),
    oneLine(each.reason),
  ]);
  const table = renderTable(
    [
      { title: 'AGE', align: 'right', paint: paint.dim },
      { title: 'TYPE' },
      {
        title: 'CREDITS',
        align: 'right',
        paint: (cell) => (cell.trim().startsWith('+') ? paint.good(cell) : cell),
      },
      { title: 'BALANCE', align: 'right' },
      { title: 'WHY', shrinks: true, paint: paint.dim },
    ],
    rows,
    look,
  );
  return `${facts}\n${table}`;
}
