import { describe, expect, it, vi } from 'vitest';
import { createTestSink } from './testing/test-sink.ts';
import { trackLog } from './testing/track-log.ts';
import { live, newUser, patienceMs, reads, settled, subscribe, useRealtime } from './testing/use-realtime.ts';

const test = useRealtime();

describe('clients that are slow, and many at once', () => {
  it('[RT-1] resets a client that reads so slowly that what it has not read is pruned', async () => {
    const user = newUser();
    const start = await live(test, user);
    const after = start.lastId();
    const id = await trackLog.create(test.db.pool, user);
    for (let revision = 2; revision <= 250; revision += 1) await trackLog.change(test.db.pool, id);
    // What the one reader has handed out already comes to those who join from the log alone.
    await reads(
      test,
      start,
      Array.from({ length: 250 }, (_, index) => `track ${index + 1}`),
    );
    await settled(test);
    const sink = createTestSink();
    const goOn = sink.hold();
    test.realtime.subscribe({ userId: user, trackId: null, after }, sink);
    await vi.waitFor(() => expect(sink.story()).toEqual(['track 1']), patienceMs);
    await test.db.pool.query(`select prune_events(now() + interval '1 hour')`);
    goOn();
    await vi.waitFor(() => expect(sink.story().at(-1)).toBe('reset'), patienceMs);
    // The page that it held, and then the present; never a gap.
    expect(sink.story()).toHaveLength(201);
    const ids = sink.frames.flatMap((frame) => ('id' in frame && frame.id ? frame.id : []));
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('[RT-3] drops a client that does not read, and never holds up the others', async () => {
    const user = newUser();
    const quick = await live(test, user);
    const { sink: slow } = subscribe(test, user, null, null, 3);
    await vi.waitFor(() => expect(slow.frames).toHaveLength(1), patienceMs);
    const id = await trackLog.create(test.db.pool, user);
    for (let count = 0; count < 4; count += 1) await trackLog.change(test.db.pool, id);
    await reads(test, quick, ['track 1', 'track 2', 'track 3', 'track 4', 'track 5']);
    expect(slow.isClosed).toBe(true);
    expect(slow.story()).toEqual(['track 1', 'track 2']);
    const { sink: back } = subscribe(test, user, null, slow.lastId());
    await reads(test, back, ['track 3', 'track 4', 'track 5']);
  });

  it('[RT-3] costs no query to join what others already hear, and few at once to come back to', async () => {
    const user = newUser();
    const first = await live(test, user);
    await vi.waitFor(() => expect(test.runningCount).toBe(0), patienceMs);
    const before = test.queryCount;
    const crowd = Array.from({ length: 50 }, () => subscribe(test, user));
    await vi.waitFor(
      () => expect(crowd.every(({ sink }) => sink.frames.length === 1)).toBe(true),
      patienceMs,
    );
    // What joins makes the one reader look, and nothing else.
    expect(test.queryCount - before).toBeLessThan(5);
    test.runningMax = 0;
    const back = Array.from({ length: 50 }, () => subscribe(test, user, null, first.lastId()));
    const id = await trackLog.create(test.db.pool, user);
    for (const { sink } of [...crowd, ...back]) await reads(test, sink, ['track 1']);
    expect(id).toBeDefined();
    expect(test.runningMax).toBeLessThanOrEqual(4 + 1);
  });
});
