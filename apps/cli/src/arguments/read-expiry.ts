import { UsageError } from '../exit-code.ts';

const dayMs = 86_400_000;
const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, d: dayMs, w: 7 * dayMs, y: 365 * dayMs };

/** When `90d`, `12h`, `4w` or `1y` from now is over, or the beginning of a day such as `2027-01-31`; as an ISO time. */
export function readExpiry(option: string, typed: string | undefined, nowMs: number): string | undefined {
  if (typed === undefined) return undefined;
  const span = /^(\d{1,4})([hdwy])$/.exec(typed);
  const atMs = span
    ? nowMs + Number(span[1]) * unitMs[span[2]!]!
    : /^\d{4}-\d\d-\d\d(T.+)?$/.test(typed)
      ? Date.parse(typed)
      : Number.NaN;
  const farthestMs = Date.UTC(9998, 0);
  if (atMs > nowMs && atMs < farthestMs) return new Date(atMs).toISOString();
  throw new UsageError(`${option} needs a time to come, as in 90d, 12h, 1y or 2030-01-31, not “${typed}”.`);
}
