import { expect, it } from 'vitest';
import { readExpiry } from './read-expiry.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const read = (typed: string | undefined) => readExpiry('--expires', typed, now);

it('takes spans and days', () => {
  expect(read(undefined)).toBeUndefined();
  expect(read('90d')).toBe('2026-05-30T12:00:00.000Z');
  expect(read('12h')).toBe('2026-03-02T00:00:00.000Z');
  expect(read('2w')).toBe('2026-03-15T12:00:00.000Z');
  expect(read('1y')).toBe('2027-03-01T12:00:00.000Z');
  expect(read('2030-01-31')).toBe('2030-01-31T00:00:00.000Z');
});

it.each(['', 'never', '90', '0d', '-1d', '1.5d', '90 d', '2020-01-01', '2026-13-01', '9999y', '10000-01-01'])(
  'refuses %j',
  (typed) => {
    expect(() => read(typed)).toThrow(/--expires needs a time to come/);
  },
);
