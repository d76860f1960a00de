import { expect, it } from 'vitest';
import { readNumber, readSeconds } from './read-number.ts';

it('leaves out what was not given, and keeps a zero', () => {
  expect(readNumber('--seed', undefined, { min: 0, max: 9 })).toBeUndefined();
  expect(readNumber('--seed', '0', { min: 0, max: 9 })).toBe(0);
});

it('reads minutes and seconds', () => {
  const rule = { min: 1, max: 600, whole: false };
  expect(readSeconds('--duration', '1:30', rule)).toBe(90);
  expect(readSeconds('--duration', '12.5', rule)).toBe(12.5);
  expect(() => readSeconds('--duration', '1:75', rule)).toThrow('not “1:75”');
  expect(() => readSeconds('--duration', '11:00', rule)).toThrow('not “11:00”');
});

it.each(['', ' ', 'ten', '-1', '10', '1.5', 'Infinity', '1e999'])(
  'refuses %j where 0 to 9 is asked',
  (typed) => {
    expect(() => readNumber('--seed', typed, { min: 0, max: 9 })).toThrow(
      `--seed needs a whole number from 0 to 9, not “${typed}”.`,
    );
  },
);
