import { moveCreditsSchema } from '@impresario/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmount } from './read-amount.ts';

it.each([
  ['12', 12],
  [' 1 000,5 ', 1000.5],
  ['0.125', 0.125],
  ['0.1255', null],
  ['0', null],
  ['-3', null],
  ['1e3', null],
  ['1000001', null],
  ['', null],
])('reads %j as %j', (typed, amount) => {
  expect(readAmount(typed)).toBe(amount);
});

it('reads nothing that the server would refuse', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d ,.]{1,10}$/), (typed) => {
      const amount = readAmount(typed);
      if (amount !== null) expect(moveCreditsSchema.safeParse({ amount, reason: 'x' }).success).toBe(true);
    }),
  );
});
