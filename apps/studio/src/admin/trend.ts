import type { Figures, Tally } from '@impresario/protocol';

export interface Trend {
  readonly kind: 'more' | 'less' | 'same' | 'new';
  /** How much, as a part of what was before; for what is a part itself, in parts of the whole. */
  readonly change: number;
}

const noticeable = 0.01;

/**
 * How much of something there was beside the time before. The point that runs now is left out, and the time before
 * shortened by as much: else everything would seem to fall early in the day. null where there was nothing in either. Pure.
 */
export function trendOfSum({ points, before }: Figures, pick: (tally: Tally) => number): Trend | null {
  const whole = points.slice(0, -1);
  if (whole.length === 0) return null;
  const now = whole.reduce((sum, point) => sum + pick(point), 0);
  const then = (pick(before) * whole.length) / points.length;
  if (then === 0) return now === 0 ? null : { kind: 'new', change: 0 };
  return trendOf((now - then) / then);
}

/** How a part, such as a rate, or a duration changed; null where it is not known of both times. Pure. */
export function trendOfValue(
  { total, before }: Figures,
  pick: (tally: Tally) => number | null,
  as: 'part' | 'amount',
): Trend | null {
  const [now, then] = [pick(total), pick(before)];
  if (now === null || then === null || (as === 'amount' && then === 0)) return null;
  return trendOf(as === 'part' ? now - then : (now - then) / then);
}

function trendOf(change: number): Trend {
  if (Math.abs(change) < noticeable) return { kind: 'same', change: 0 };
  return { kind: change > 0 ? 'more' : 'less', change: Math.abs(change) };
}
