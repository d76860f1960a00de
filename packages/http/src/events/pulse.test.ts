import { describe, expect, it } from 'vitest';
import { heldClock } from '../testing/open-test-http.ts';
import { createPulse } from './pulse.ts';

describe('the pulse of connections', () => {
  it('[RT-3] beats each every 15 s, a small part of them at a time', () => {
    const clock = heldClock();
    const pulse = createPulse(clock);
    const beats = new Map<number, number[]>();
    const members = Array.from({ length: 600 }, (_, nth) => ({
      beat: () => void beats.set(nth, [...(beats.get(nth) ?? []), clock.now().getTime()]),
    }));
    for (const member of members) pulse.join(member);
    for (let ticks = 0; ticks < 60 * 2; ticks += 1) {
      const before = [...beats.values()].flat().length;
      clock.advance(250);
      expect([...beats.values()].flat().length - before).toBe(10);
    }
    for (const [first, second] of beats.values()) expect(second! - first!).toBe(15_000);
  });

  it('stands still when all have left, and does not beat twice who comes right after', () => {
    const clock = heldClock();
    const pulse = createPulse(clock);
    let beatCount = 0;
    const join = () => {
      const member = {
        beat() {
          beatCount += 1;
          if (beatCount === 3) part.leave(member);
        },
      };
      const part = pulse.join(member);
      return () => part.leave(member);
    };
    join()();
    expect(clock.timerCount()).toBe(0);
    for (let nth = 1; nth < 60; nth += 1) join()();
    join();
    for (let ticks = 0; ticks < 60 * 4; ticks += 1) clock.advance(250);
    expect(beatCount).toBe(3);
    expect(clock.timerCount()).toBe(0);
  });
});
