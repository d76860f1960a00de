import { describe, expect, it } from 'vitest';
import { createPacer, type Clock } from './pacer.ts';

/** A clock that stands still until it is moved. */
function createTestClock() {
  let nowMs = 1_000_000;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const clock: Clock = {
    now: () => new Date(nowMs),
    schedule(run, delayMs) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  return {
    clock,
    timers,
    setBack: (byMs: number) => (nowMs -= byMs),
    async advance(byMs: number) {
      const untilMs = nowMs + byMs;
      await new Promise(setImmediate);
      for (;;) {
        const [due] = [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!due) break;
        timers.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.run();
        await new Promise(setImmediate);
      }
      nowMs = untilMs;
      await new Promise(setImmediate);
    },
  };
}

function createTest(perSecond: number) {
  const time = createTestClock();
  const pace = createPacer({ clock: time.clock, perSecond });
  const startMs = time.clock.now().getTime();
  const calls: string[] = [];
  const call = (key: string, signal = new AbortController().signal) =>
    pace(key, signal).then(() => calls.push(`${key} ${Math.round(time.clock.now().getTime() - startMs)}`));
  return { ...time, call, calls };
}

describe('[PRO-2] the pacer', () => {
  it('lets the first call through at once and the others one after another', async () => {
    const { call, calls, advance } = createTest(4);
    for (let count = 0; count < 4; count += 1) void call('a');
    await advance(0);
    expect(calls).toEqual(['a 0']);
    await advance(249);
    expect(calls).toEqual(['a 0']);
    await advance(10_000);
    expect(calls).toEqual(['a 0', 'a 250', 'a 500', 'a 750']);
  });

  it('paces each key by itself', async () => {
    const { call, calls, advance } = createTest(1);
    for (const key of ['a', 'a', 'b', 'b']) void call(key);
    await advance(1000);
    expect(calls).toEqual(['a 0', 'b 0', 'a 1000', 'b 1000']);
  });

  it('counts from the last call that went through, not from when it was asked', async () => {
    const { call, calls, advance } = createTest(1);
    void call('a');
    await advance(900);
    void call('a');
    await advance(100);
    void call('a');
    await advance(5000);
    void call('a');
    await advance(0);
    expect(calls).toEqual(['a 0', 'a 1000', 'a 2000', 'a 6000']);
  });

  it('never lets more through than it may: 3 a second', async () => {
    const { call, calls, advance } = createTest(3);
    for (let count = 0; count < 30; count += 1) void call('a');
    await advance(60_000);
    const at = calls.map((entry) => Number(entry.slice(2)));
    expect(at).toHaveLength(30);
    for (let index = 3; index < at.length; index += 1) {
      expect(at[index]! - at[index - 3]!).toBeGreaterThanOrEqual(1000 - 1);
    }
  });

  it('lets an aborted caller go at once, who delays nobody and leaves no timer', async () => {
    const { call, calls, advance, timers } = createTest(1);
    const stop = new AbortController();
    void call('a');
    void call('a', stop.signal);
    void call('a');
    stop.abort();
    await advance(0);
    expect(calls).toEqual(['a 0', 'a 0']);
    await advance(1000);
    expect(calls.at(-1)).toBe('a 1000');
    const last = new AbortController();
    void call('a', last.signal);
    expect(timers.size).toBe(1);
    last.abort();
    expect(timers.size).toBe(0);
  });

  it('gives a caller whose signal was aborted before no turn', async () => {
    const { call, calls, advance } = createTest(1);
    void call('a', AbortSignal.abort());
    void call('a');
    await advance(0);
    expect(calls).toEqual(['a 0', 'a 0']);
  });

  it('waits no longer than one spacing when the clock is set back', async () => {
    const { call, calls, advance, setBack } = createTest(1);
    void call('a');
    setBack(3_600_000);
    void call('a');
    await advance(1000);
    expect(calls).toHaveLength(2);
  });
});
