import { expect, it } from 'vitest';
import { createLocalBuckets } from './local-buckets.ts';

const now = new Date('2026-03-01T12:00:00.000Z');

it('[LIM-1] keeps no more buckets than it may, and forgets the one that was unused for longest', () => {
  const buckets = createLocalBuckets(3);
  const take = (name: string) => buckets.take(name, 2, now).isTaken;
  expect(['a', 'b', 'c', 'a', 'd'].map(take)).toEqual([true, true, true, true, true]);
  // `b` had to go for `d`, so it is full again; `a` is empty.
  expect([take('a'), take('b'), take('b'), take('b')]).toEqual([false, true, true, false]);
});

it('drains a bucket to its bottom and no deeper', () => {
  const buckets = createLocalBuckets(3);
  buckets.drain('a', 6, now, 1000);
  expect(buckets.take('a', 6, now).isTaken).toBe(false);
  const later = new Date(now.getTime() + 10_000);
  expect([buckets.take('a', 6, later).isTaken, buckets.take('a', 6, later).isTaken]).toEqual([true, false]);
});
