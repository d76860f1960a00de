/** Longer ones are taken for a mistake: the wait holds for everybody's tracks, and no plan's window is longer. */
export const retryAfterMsMax = 24 * 60 * 60 * 1000;

/**
 * How long a reply asks to be left alone, in milliseconds; null where it does not say, or says nothing sensible. A date is read
 * against the `Date` of the same reply, so that a clock that is wrong on either side does no harm (RFC 9110, section 10.2.3).
 */
export function readRetryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const said = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : dateOf(said) - dateOf(headers['date'] ?? '');
  if (Number.isNaN(ms) || ms > retryAfterMsMax) return null;
  return Math.max(0, ms);
}

/** `Date.parse` takes more for a date than HTTP does, `-1` among it. */
function dateOf(text: string): number {
  return / GMT$/.test(text) ? Date.parse(text) : NaN;
}
