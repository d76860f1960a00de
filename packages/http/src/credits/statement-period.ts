import type { Period } from '@impresario/engine';
import { z } from 'zod';
import { refuse, type Refusal } from '../replies/refusal.ts';

const dayMs = 24 * 60 * 60_000;
const daysMax = 400;

/** A day, which is its first moment UTC, or an instant; within what a calendar of this business may name. */
const moment = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    'must be a date as 2026-11-01, or a time in ISO 8601',
  )
  .transform((text) => new Date(text))
  .refine(
    (at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 3000,
    'must be of the years 2000 to 2999',
  )
  .meta({ type: 'string', examples: ['2026-11-01', '2026-11-01T12:00:00Z'] });

export const periodParameters = {
  from: moment.optional().describe('The first moment; when not given, the beginning of a month (UTC).'),
  to: moment
    .optional()
    .describe('The first moment after it; when not given, the end of the current month (UTC).'),
};

/** The period that a query means: the current month, or from the beginning of the month that `to` ends. */
export function readPeriod(
  query: { from?: Date | undefined; to?: Date | undefined },
  now: Date,
): Period | Refusal {
  const to = query.to ?? monthStart(now, 1);
  const from = query.from ?? monthStart(new Date(to.getTime() - 1), 0);
  if (from >= to) return invalidPeriod('?from', 'must be before `to`');
  if (to.getTime() - from.getTime() > daysMax * dayMs) {
    return invalidPeriod('?from', `must be at most ${daysMax} days before \`to\``);
  }
  return { from, to };
}

/** `2026-11` for that month as a whole, else the days or moments of both ends. */
export function periodName({ from, to }: Period): string {
  const isMonth =
    from.getTime() === monthStart(from, 0).getTime() && to.getTime() === monthStart(from, 1).getTime();
  if (isMonth) return from.toISOString().slice(0, 7);
  return `${momentName(from)}-to-${momentName(to)}`;
}

function momentName(at: Date): string {
  const text = at.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace(/[:.]/g, '').replace('000Z', 'Z');
}

function monthStart(at: Date, monthsOn: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + monthsOn));
}

function invalidPeriod(pointer: string, detail: string): Refusal {
  return refuse('validation_failed', 'The query is not valid; see `errors`.', {
    extra: { errors: [{ pointer, detail }] },
  });
}
