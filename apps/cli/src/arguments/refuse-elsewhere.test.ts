import { expect, it } from 'vitest';
import { refuseElsewhere } from './refuse-elsewhere.ts';

const homes = { from: ['statement', 'reconcile'] };

it('lets an option stand with the words it belongs to, and be absent anywhere', () => {
  refuseElsewhere('credits', 'statement', { from: '2026-11-01' }, homes);
  refuseElsewhere('credits', undefined, {}, homes);
});

it.each([undefined, 'audit'])('refuses it with %s, and says where it belongs', (word) => {
  expect(() => refuseElsewhere('credits', word, { from: '' }, homes)).toThrow(
    '--from belongs to credits statement, credits reconcile; leave it out here.',
  );
});
