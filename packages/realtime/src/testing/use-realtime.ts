import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { Track } from '@impresario/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { createRealtime, type Realtime } from '../create-realtime.ts';
import { createTestSink, heldClock, type HeldClock } from './test-sink.ts';

/** As long as others may hold the log back on a busy machine. */
export const patienceMs = 15_000;

/** What a test file works with; filled anew before each test. */
export interface RealtimeTest {
  db: TestDatabase;
  realtime: Realtime;
  clock: HeldClock;
  queryCount: number;
  /** Queries at this moment, and the most there ever were at once. */
  runningCount: number;
  runningMax: number;
}

/** A realtime room on a database of the file's own, opened before each test and closed after it. */
export function useRealtime(): RealtimeTest {
  const test = { queryCount: 0, runningCount: 0, runningMax: 0 } as RealtimeTest;
  beforeAll(async () => {
    test.db = await openTestDatabase();
  });
  afterAll(() => test.db.close());
  beforeEach(() => {
    test.clock = heldClock();
    test.realtime = openRealtime(test);
  });
  afterEach(() => test.realtime.close());
  return test;
}

/** One more room on the same log: another node. */
export function openRealtime(test: RealtimeTest): Realtime {
  const pool = {
    query: (query: Parameters<typeof test.db.pool.query>[0]) => {
      test.queryCount += 1;
      test.runningCount += 1;
      test.runningMax = Math.max(test.runningMax, test.runningCount);
      const result = test.db.pool.query(query as never) as unknown as Promise<unknown>;
      return result.finally(() => (test.runningCount -= 1));
    },
  };
  return createRealtime({
    pool: pool as never,
    clock: test.clock,
    log: { info() {}, warn: (fields) => expect.unreachable(JSON.stringify(fields)) },
    present: (snapshot) => snapshot as unknown as Track,
    lookEveryMs: 1000,
  });
}

let userCount = 0;
export const newUser = () => `user-${(userCount += 1)}`;

export function subscribe(
  { realtime }: RealtimeTest,
  userId: string,
  trackId: string | null = null,
  after: string | null = null,
  framesMax = Infinity,
) {
  const sink = createTestSink(framesMax);
  return { sink, ...realtime.subscribe({ userId, trackId, after }, sink) };
}

/** Waits until the stream reads so; nudges meanwhile, as the engine does after each commit. */
export async function reads(test: RealtimeTest, sink: ReturnType<typeof createTestSink>, story: string[]) {
  await vi.waitFor(() => {
    test.realtime.nudge();
    expect(sink.story()).toEqual(story);
  }, patienceMs);
}

/**
 * Waits until the log may be read to its end. The watermark is that of the whole server, and the tests of others
 * have transactions open on it: a stream begun before names an earlier place, from which a client that resumes
 * hears its first events again.
 */
export async function settled({ db }: Pick<RealtimeTest, 'db'>): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await db.pool.query(
      'select from events where xid >= pg_snapshot_xmin(pg_current_snapshot())',
    );
    expect(rows).toHaveLength(0);
  }, patienceMs);
}

/** Subscribes to all of a user and waits until the stream is live. */
export async function live(test: RealtimeTest, userId: string, after: string | null = null) {
  await settled(test);
  const { sink } = subscribe(test, userId, null, after);
  await vi.waitFor(() => expect(sink.frames.length).toBeGreaterThan(0), patienceMs);
  return sink;
}
