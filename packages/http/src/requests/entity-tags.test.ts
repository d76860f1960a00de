import { expect, it } from 'vitest';
import { matchesEntityTag } from './entity-tags.ts';

it('compares entity tags weakly', () => {
  expect(matchesEntityTag('"a"', 'W/"a"')).toBe(true);
  expect(matchesEntityTag('"x", W/"a"', '"a"')).toBe(true);
  expect(matchesEntityTag('*', '"a"')).toBe(true);
  expect(matchesEntityTag('"b"', '"a"')).toBe(false);
  expect(matchesEntityTag('a', '"a"')).toBe(false);
  expect(matchesEntityTag(undefined, '"a"')).toBe(false);
});
