import { expect, it } from 'vitest';
import { heldClock } from '../testing/test-sink.ts';
import { coalesce } from './coalesce.ts';

it('many words become one at once and one every 10 ms, and the last is never left out', () => {
  const clock = heldClock();
  let runCount = 0;
  const words = coalesce(clock, 10, () => (runCount += 1));
  for (let count = 0; count < 1000; count += 1) words.ask();
  expect(runCount).toBe(1);
  clock.advance(10);
  expect(runCount).toBe(2);
  clock.advance(10);
  expect([runCount, clock.timerCount()]).toEqual([2, 0]);
  words.ask();
  words.ask();
  words.stop();
  clock.advance(10);
  words.ask();
  expect([runCount, clock.timerCount()]).toEqual([3, 0]);
});
