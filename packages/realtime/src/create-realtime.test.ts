import { operationEventSchema, type Track } from '@impresario/protocol';
import { describe, expect, it, vi } from 'vitest';
import { createTestSink } from './testing/test-sink.ts';
import { trackLog } from './testing/track-log.ts';
import {
  live,
  newUser,
  openRealtime,
  patienceMs,
  reads,
  subscribe,
  useRealtime,
} from './testing/use-realtime.ts';

const test = useRealtime();

describe('the events of a user', () => {
  it('[RT-1] tells every change in order, with ids that only grow, to this user alone', async () => {
    const [mine, theirs] = [newUser(), newUser()];
    const sink = await live(test, mine);
    const id = await trackLog.create(test.db.pool, mine);
    const other = await trackLog.create(test.db.pool, theirs);
    await trackLog.change(test.db.pool, id);
    await trackLog.change(test.db.pool, other);
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, sink, ['track 1', 'track 2', 'track 3']);
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

  it('[RT-1] tells of a deletion, and of what was deleted no more than the id, also to who comes back', async () => {
    const user = newUser();
    const sink = await live(test, user);
    const id = await trackLog.create(test.db.pool, user);
    await trackLog.change(test.db.pool, id, 'failed');
    await reads(test, sink, ['track 1', 'track 2']);
    const before = sink.lastId();
    await trackLog.delete(test.db.pool, id);
    await trackLog.delete(test.db.pool, id);
    await reads(test, sink, ['track 1', 'track 2', 'deleted 3']);
    const last = sink.frames.at(-1)!;
    const told = JSON.parse('data' in last ? last.data : '') as object;
    expect(told).toEqual({ type: 'track.deleted', trackId: id, revision: 3, occurredAt: expect.any(String) });
    const { sink: late } = subscribe(test, user, null, before);
    await reads(test, late, ['deleted 3']);
    const { sink: ofTrack } = subscribe(test, user, id, before);
    await reads(test, ofTrack, ['end']);
    expect(ofTrack.isClosed).toBe(true);
  });

  it('[RT-1] loses nothing when a transaction takes its number first and commits last', async () => {
    const user = newUser();
    const early = await trackLog.create(test.db.pool, user);
    const late = await trackLog.create(test.db.pool, user);
    const sink = await live(test, user);
    const [slow, quick] = [await test.db.pool.connect(), await test.db.pool.connect()];
    await slow.query('begin');
    await trackLog.change(slow, early);
    await quick.query('begin');
    await trackLog.change(quick, late, 'completed');
    await quick.query('commit');
    test.realtime.nudge();
    const before = test.queryCount;
    try {
      // The committed row is newer than a transaction still running: looked at again soon, not handed out.
      await vi.waitFor(() => {
        test.clock.advance(10);
        expect(test.queryCount).toBeGreaterThan(before + 3);
      }, patienceMs);
      expect(sink.story()).toEqual([]);
    } finally {
      // Left open, it would hold back the log of every test on this server.
      await slow.query('commit');
      slow.release();
      quick.release();
    }
    await vi.waitFor(() => {
      test.clock.advance(10);
      expect(sink.story()).toEqual(['track 2', 'track 2']);
    }, patienceMs);
    const tracks = sink.frames.flatMap((frame) =>
      'data' in frame ? (JSON.parse(frame.data) as { trackId: string }).trackId : [],
    );
    expect(tracks).toEqual([early, late]);
  });

  it('[RT-1] [I14] tells the revisions of a track in order, also when the later change is by the older transaction', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    const sink = await live(test, user);
    const older = await test.db.pool.connect();
    await older.query('begin');
    // As a callback's transaction, which has taken its callback and waits for the track.
    await older.query('select pg_current_xact_id()');
    await trackLog.change(test.db.pool, id);
    await trackLog.change(older, id, 'completed');
    await older.query('commit');
    older.release();
    await reads(test, sink, ['track 2', 'track 3']);
    const ids = sink.frames.flatMap((frame) => ('id' in frame && frame.id ? frame.id : []));
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('[RT-1] resumes after the last id with nothing lost and nothing twice, also on another node', async () => {
    const user = newUser();
    const first = await live(test, user);
    const id = await trackLog.create(test.db.pool, user);
    await reads(test, first, ['track 1']);
    // Fixed here: a look that is still under way may bring it the next change too.
    const place = first.lastId();
    await trackLog.change(test.db.pool, id);
    await trackLog.change(test.db.pool, id);
    await test.realtime.close();
    expect(first.isClosed).toBe(true);
    test.realtime = openRealtime(test);
    const { sink } = subscribe(test, user, null, place);
    await reads(test, sink, ['track 2', 'track 3']);
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, sink, ['track 2', 'track 3', 'track 4']);
  });

  it('[RT-1] joins history and the present without a gap while changes go on', async () => {
    const user = newUser();
    const start = await live(test, user);
    const id = await trackLog.create(test.db.pool, user);
    let until = 1;
    let isJoined = false;
    const writing = (async () => {
      // Whoever joined after the last change would rightly hear nothing.
      while (until < 450 || !isJoined) {
        await trackLog.change(test.db.pool, id);
        until += 1;
        test.realtime.nudge();
      }
    })();
    const sinks = [];
    for (const pause of [0, 20, 40, 80, 160]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      sinks.push(subscribe(test, user, null, start.lastId()).sink);
    }
    isJoined = true;
    await writing;
    // One more, for whoever came back with the last of all.
    await trackLog.change(test.db.pool, id);
    until += 1;
    const wanted = Array.from({ length: until }, (_, index) => `track ${index + 1}`);
    await reads(test, start, wanted);
    // Each began at its own place, and from there none is missing.
    for (const sink of sinks) {
      await vi.waitFor(() => {
        test.realtime.nudge();
        expect(sink.story().at(-1)).toBe(`track ${until}`);
      }, patienceMs);
      expect(sink.story()).toEqual(wanted.slice(-sink.story().length));
    }
  });

  it.each([3, 600])('[RT-1] takes up the %i changes that came while it still read history', async (count) => {
    const user = newUser();
    const start = await live(test, user);
    const after = start.lastId();
    const id = await trackLog.create(test.db.pool, user);
    await reads(test, start, ['track 1']);
    const sink = createTestSink();
    const goOn = sink.hold();
    test.realtime.subscribe({ userId: user, trackId: null, after }, sink);
    await vi.waitFor(() => expect(sink.story()).toEqual(['track 1']), patienceMs);
    for (let more = 0; more < count; more += 1) await trackLog.change(test.db.pool, id);
    const wanted = Array.from({ length: count + 1 }, (_, index) => `track ${index + 1}`);
    await reads(test, start, wanted);
    expect(sink.story()).toEqual(['track 1']);
    goOn();
    await reads(test, sink, wanted);
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, sink, [...wanted, `track ${count + 2}`]);
  });

  it('resets with the present when the id is unintelligible, of the future, or pruned away', async () => {
    const user = newUser();
    const sink = await live(test, user);
    const id = await trackLog.create(test.db.pool, user);
    await reads(test, sink, ['track 1']);
    const early = sink.lastId();
    await trackLog.change(test.db.pool, id);
    for (const after of ['', 'x', '%00', 'z'.repeat(26), '3'.repeat(26)]) {
      const { sink: again } = subscribe(test, user, null, after);
      await reads(test, again, ['reset']);
      const frame = again.frames[0]!;
      const { tracks } = JSON.parse('data' in frame ? frame.data : '') as { tracks: Track[] };
      expect(tracks.map((track) => [track.id, track.revision])).toEqual([[id, 2]]);
    }
    // What a transaction of anybody on this server may still precede is kept for now.
    await vi.waitFor(async () => {
      await test.db.pool.query(`select prune_events(now() + interval '1 hour')`);
      expect((await test.db.pool.query('select from events')).rowCount).toBe(0);
    }, patienceMs);
    const { sink: pruned } = subscribe(test, user, null, early);
    await reads(test, pruned, ['reset']);
    await trackLog.change(test.db.pool, id);
    await reads(test, pruned, ['reset', 'track 3']);
    const { sink: resumed } = subscribe(test, user, null, pruned.lastId());
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, resumed, ['track 4']);
  });

  it('[RT-1] tells of work beside tracks, and of the files it brings, in one order with the tracks', async () => {
    const [mine, theirs] = [newUser(), newUser()];
    const sink = await live(test, mine);
    const song = await trackLog.create(test.db.pool, mine);
    await trackLog.change(test.db.pool, song, 'completed');
    const stems = await trackLog.create(test.db.pool, mine, 'stems');
    await trackLog.create(test.db.pool, theirs, 'wav');
    await trackLog.change(test.db.pool, stems);
    await trackLog.addFiles(test.db.pool, song);
    await trackLog.change(test.db.pool, stems, 'completed');
    const story = ['track 1', 'track 2', 'operation 1', 'operation 2', 'track 3', 'operation 3'];
    await reads(test, sink, story);
    const told = sink.frames.flatMap((frame) => ('data' in frame ? [JSON.parse(frame.data) as object] : []));
    expect(told.at(-2)).toMatchObject({
      type: 'track.updated',
      trackId: song,
      track: { status: 'completed' },
    });
    expect(operationEventSchema.parse(told.at(-1))).toMatchObject({
      type: 'operation.completed',
      operationId: stems,
      revision: 3,
      operation: { id: stems, object: 'operation', operation: 'stems', status: 'completed' },
    });
    expect(told.at(-1)).not.toHaveProperty('track');
    const place = sink.frames.flatMap((frame) => (frame.event === 'operation' ? [frame.id] : []))[0];
    const { sink: resumed } = subscribe(test, mine, null, place);
    await reads(test, resumed, story.slice(3));
    const { sink: reset } = subscribe(test, mine, null, 'nonsense');
    await reads(test, reset, ['reset']);
    expect(JSON.stringify(reset.frames)).not.toContain('stems"');
  });

  it('costs no query and no timer while nobody listens', async () => {
    const before = test.queryCount;
    for (let count = 0; count < 100; count += 1) test.realtime.nudge();
    test.clock.advance(60_000);
    expect(test.queryCount).toBe(before);
    const { sink, close } = subscribe(test, newUser());
    await vi.waitFor(() => expect(test.clock.timerCount()).toBe(1), patienceMs);
    close();
    expect(sink.isClosed).toBe(true);
    expect(test.clock.timerCount()).toBe(0);
  });

  it('looks by itself once a second', async () => {
    const user = newUser();
    const sink = await live(test, user);
    await trackLog.create(test.db.pool, user);
    await vi.waitFor(() => {
      test.clock.advance(1000);
      expect(sink.story()).toEqual(['track 1']);
    }, patienceMs);
  });
});
