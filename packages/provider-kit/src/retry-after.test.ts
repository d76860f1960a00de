import { describe, expect, it } from 'vitest';
import { readRetryAfterMs, retryAfterMsMax } from './retry-after.ts';

const date = 'Sat, 12 Sep 2026 12:00:00 GMT';
const read = (value: string, more: Record<string, string> = { date }) =>
  readRetryAfterMs({ 'retry-after': value, ...more });

describe('[PRO-5] Retry-After', () => {
  it('is seconds, or a date of the same clock as the reply', () => {
    expect(read('7')).toBe(7000);
    expect(read('0')).toBe(0);
    expect(read('Sat, 12 Sep 2026 12:00:30 GMT')).toBe(30_000);
    expect(read('Sat, 12 Sep 2026 11:00:00 GMT')).toBe(0);
    expect(read('86400')).toBe(retryAfterMsMax);
  });

  it.each(['', 'soon', '-1', '1e9', '7.5', '86401', '9'.repeat(9), '9'.repeat(400)])(
    'says nothing as %j',
    (value) => expect(read(value)).toBeNull(),
  );

  it('is nothing where it is missing, far away, or a date with none to hold it against', () => {
    expect(readRetryAfterMs({})).toBeNull();
    expect(read('Sun, 12 Sep 2027 12:00:00 GMT')).toBeNull();
    expect(read('Sat, 12 Sep 2026 12:00:30 GMT', {})).toBeNull();
  });
});
