import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { Track } from '@impresario/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRealtime, type Realtime } from './create-realtime.ts';
import { createTestSink, heldClock, type HeldClock } from './testing/test-sink.ts';
import { trackLog } from './testing/track-log.ts';

let db: TestDatabase;
let realtime: Realtime;
let clock: HeldClock;
let queryCount = 0;
let userCount = 0;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

beforeEach(() => {
  clock = heldClock();
  realtime = open();
});

afterEach(() => realtime.close());

function open(): Realtime {
  const pool = {
    query: (query: Parameters<typeof db.pool.query>[0]) => {
      queryCount += 1;
      return db.pool.query(query as never);
    },
  };
  return createRealtime({
    pool: pool as never,
    clock,
    log: { warn: (fields) => expect.unreachable(JSON.stringify(fields)) },
    present: (snapshot) => snapshot as unknown as Track,
    lookEveryMs: 1000,
  });
}

const newUser = () => `user-${(userCount += 1)}`;

function subscribe(
  userId: string,
  trackId: string | null = null,
  after: string | null = null,
  framesMax = Infinity,
) {
  const sink = createTestSink(framesMax);
  return { sink, ...realtime.subscribe({ userId, trackId, after }, sink) };
}

/** Waits until the stream reads so; nudges meanwhile, as the engine does after each commit. */
async function reads(sink: ReturnType<typeof createTestSink>, story: string[]) {
  await vi.waitFor(() => {
    realtime.nudge();
    expect(sink.story()).toEqual(story);
  });
}

/** Subscribes to all of a user and waits until the stream is live. */
async function live(userId: string, after: string | null = null) {
  const { sink } = subscribe(userId, null, after);
  await vi.waitFor(() => expect(sink.frames.length).toBeGreaterThan(0));
  return sink;
}

describe('the events of a user', () => {
  it('[RT-1] tells every change in order, with ids that only grow, to this user alone', async () => {
    const [mine, theirs] = [newUser(), newUser()];
    const sink = await live(mine);
    const id = await trackLog.create(db.pool, mine);
    const other = await trackLog.create(db.pool, theirs);
    await trackLog.change(db.pool, id);
    await trackLog.change(db.pool, other);
    await trackLog.change(db.pool, id, 'completed');
    await reads(sink, ['track 1', 'track 2', 'track 3']);
    const ids = sink.frames.flatMap((frame) => ('id' in frame && frame.id ? frame.id : []));
    expect(ids).toEqual([...new Set(ids)].sort());
    const last = sink.frames.at(-1)!;
    expect(JSON.parse('data' in last ? last.data : '')).toMatchObject({
      type: 'track.completed',
      trackId: id,
      revision: 3,
      track: { id, status: 'completed', prompt: 'rain' },
    });
    expect(sink.isClosed).toBe(false);
  });

  it('[RT-1] loses nothing when a transaction takes its number first and commits last', async () => {
    const user = newUser();
    const early = await trackLog.create(db.pool, user);
    const late = await trackLog.create(db.pool, user);
    const sink = await live(user);
    const [slow, quick] = [await db.pool.connect(), await db.pool.connect()];
    await slow.query('begin');
    await trackLog.change(slow, early);
    await quick.query('begin');
    await trackLog.change(quick, late, 'completed');
    await quick.query('commit');
    realtime.nudge();
    const before = queryCount;
    // The committed row is newer than a transaction still running: looked at again soon, not handed out.
    await vi.waitFor(() => {
      clock.advance(10);
      expect(queryCount).toBeGreaterThan(before + 3);
    });
    expect(sink.story()).toEqual([]);
    await slow.query('commit');
    slow.release();
    quick.release();
    await vi.waitFor(() => {
      clock.advance(10);
      expect(sink.story()).toEqual(['track 2', 'track 2']);
    });
    const tracks = sink.frames.flatMap((frame) =>
      'data' in frame ? (JSON.parse(frame.data) as { trackId: string }).trackId : [],
    );
    expect(tracks).toEqual([early, late]);
  });

  it('[RT-1] resumes after the last id with nothing lost and nothing twice, also on another node', async () => {
    const user = newUser();
    const first = await live(user);
    const id = await trackLog.create(db.pool, user);
    await reads(first, ['track 1']);
    await trackLog.change(db.pool, id);
    await trackLog.change(db.pool, id);
    await realtime.close();
    expect(first.isClosed).toBe(true);
    realtime = open();
    const { sink } = subscribe(user, null, first.lastId());
    await reads(sink, ['track 2', 'track 3']);
    await trackLog.change(db.pool, id, 'completed');
    await reads(sink, ['track 2', 'track 3', 'track 4']);
  });

  it('[RT-1] joins history and the present without a gap while changes go on', async () => {
    const user = newUser();
    const start = await live(user);
    const id = await trackLog.create(db.pool, user);
    const until = 450;
    const writing = (async () => {
      for (let revision = 2; revision <= until; revision += 1) {
        await trackLog.change(db.pool, id);
        realtime.nudge();
      }
    })();
    const sinks = [];
    for (const pause of [0, 20, 40, 80, 160]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      sinks.push(subscribe(user, null, start.lastId()).sink);
    }
    await writing;
    const wanted = Array.from({ length: until }, (_, index) => `track ${index + 1}`);
    await reads(start, wanted);
    // Each began at its own place, and from there none is missing.
    for (const sink of sinks) {
      await vi.waitFor(() => {
        realtime.nudge();
        expect(sink.story().at(-1)).toBe(`track ${until}`);
      });
      expect(sink.story()).toEqual(wanted.slice(-sink.story().length));
    }
  });

  it.each([3, 600])('[RT-1] takes up the %i changes that came while it still read history', async (count) => {
    const user = newUser();
    const start = await live(user);
    const after = start.lastId();
    const id = await trackLog.create(db.pool, user);
    await reads(start, ['track 1']);
    const sink = createTestSink();
    const goOn = sink.hold();
    realtime.subscribe({ userId: user, trackId: null, after }, sink);
    await vi.waitFor(() => expect(sink.story()).toEqual(['track 1']));
    for (let more = 0; more < count; more += 1) await trackLog.change(db.pool, id);
    const wanted = Array.from({ length: count + 1 }, (_, index) => `track ${index + 1}`);
    await reads(start, wanted);
    expect(sink.story()).toEqual(['track 1']);
    goOn();
    await reads(sink, wanted);
    await trackLog.change(db.pool, id, 'completed');
    await reads(sink, [...wanted, `track ${count + 2}`]);
  });

  it('resets with the present when the id is unintelligible, of the future, or pruned away', async () => {
    const user = newUser();
    const sink = await live(user);
    const id = await trackLog.create(db.pool, user);
    await reads(sink, ['track 1']);
    const early = sink.lastId();
    await trackLog.change(db.pool, id);
    for (const after of ['', 'x', '%00', 'z'.repeat(26), '3'.repeat(26)]) {
      const { sink: again } = subscribe(user, null, after);
      await reads(again, ['reset']);
      const frame = again.frames[0]!;
      const { tracks } = JSON.parse('data' in frame ? frame.data : '') as { tracks: Track[] };
      expect(tracks.map((track) => [track.id, track.revision])).toEqual([[id, 2]]);
    }
    await db.pool.query(`select prune_events(now() + interval '1 hour')`);
    const { sink: pruned } = subscribe(user, null, early);
    await reads(pruned, ['reset']);
    await trackLog.change(db.pool, id);
    await reads(pruned, ['reset', 'track 3']);
    const { sink: resumed } = subscribe(user, null, pruned.lastId());
    await trackLog.change(db.pool, id, 'completed');
    await reads(resumed, ['track 4']);
  });

  it('[RT-3] drops a client that does not read, and never holds up the others', async () => {
    const user = newUser();
    const quick = await live(user);
    const { sink: slow } = subscribe(user, null, null, 3);
    await vi.waitFor(() => expect(slow.frames).toHaveLength(1));
    const id = await trackLog.create(db.pool, user);
    for (let count = 0; count < 4; count += 1) await trackLog.change(db.pool, id);
    await reads(quick, ['track 1', 'track 2', 'track 3', 'track 4', 'track 5']);
    expect(slow.isClosed).toBe(true);
    expect(slow.story()).toEqual(['track 1', 'track 2']);
    const { sink: back } = subscribe(user, null, slow.lastId());
    await reads(back, ['track 3', 'track 4', 'track 5']);
  });

  it('costs no query and no timer while nobody listens', async () => {
    const before = queryCount;
    for (let count = 0; count < 100; count += 1) realtime.nudge();
    clock.advance(60_000);
    expect(queryCount).toBe(before);
    const { sink, close } = subscribe(newUser());
    await vi.waitFor(() => expect(clock.timerCount()).toBe(2));
    close();
    expect(sink.isClosed).toBe(true);
    expect(clock.timerCount()).toBe(0);
  });

  it('looks by itself once a second, and keeps the connection alive every 15 s', async () => {
    const user = newUser();
    const sink = await live(user);
    await trackLog.create(db.pool, user);
    await vi.waitFor(() => {
      clock.advance(1000);
      expect(sink.story()).toEqual(['track 1']);
    });
    clock.advance(15_000);
    expect(sink.frames.at(-1)).toEqual({ event: 'heartbeat' });
  });
});

describe('the events of a track', () => {
  it('begins with the present, tells every change, ends after the last one', async () => {
    const user = newUser();
    const id = await trackLog.create(db.pool, user);
    await trackLog.change(db.pool, id);
    await trackLog.create(db.pool, user);
    const { sink } = subscribe(user, id);
    await reads(sink, ['track 2']);
    await trackLog.change(db.pool, id);
    await trackLog.change(db.pool, id, 'failed');
    await reads(sink, ['track 2', 'track 3', 'track 4', 'end']);
    expect(sink.isClosed).toBe(true);
  });

  it('of a finished track is its present and the end', async () => {
    const user = newUser();
    const id = await trackLog.create(db.pool, user);
    await trackLog.change(db.pool, id, 'completed');
    const { sink } = subscribe(user, id);
    await reads(sink, ['track 2', 'end']);
    const first = sink.frames[0]!;
    expect(JSON.parse('data' in first ? first.data : '')).toMatchObject({ type: 'track.completed' });
    const again = { userId: user, trackId: id, after: sink.lastId() };
    await vi.waitFor(async () => expect(await realtime.isCaughtUp(again)).toBe(true));
    const { sink: resumed } = subscribe(user, id, sink.lastId());
    await reads(resumed, ['end']);
  });

  it('resumes with the changes missed, and ends at once when the end was among them', async () => {
    const user = newUser();
    const id = await trackLog.create(db.pool, user);
    const { sink } = subscribe(user, id);
    await reads(sink, ['track 1']);
    await realtime.close();
    realtime = open();
    await trackLog.change(db.pool, id);
    await trackLog.change(db.pool, id, 'completed');
    expect(await realtime.isCaughtUp({ userId: user, trackId: id, after: sink.lastId() })).toBe(false);
    const { sink: resumed } = subscribe(user, id, sink.lastId());
    await reads(resumed, ['track 2', 'track 3', 'end']);
    expect(resumed.isClosed).toBe(true);
  });

  it('resets to the one track when the id is unintelligible', async () => {
    const user = newUser();
    const id = await trackLog.create(db.pool, user);
    await trackLog.create(db.pool, user);
    const { sink } = subscribe(user, id, 'nonsense');
    await reads(sink, ['reset']);
    await trackLog.change(db.pool, id, 'completed');
    await reads(sink, ['reset', 'track 2', 'end']);
  });

  it('[SEC-1] tells nothing of a track of somebody else', async () => {
    const id = await trackLog.create(db.pool, newUser());
    const { sink } = subscribe(newUser(), id);
    await vi.waitFor(() => expect(sink.isClosed).toBe(true));
    expect(JSON.stringify(sink.frames)).not.toContain('rain');
  });
});
