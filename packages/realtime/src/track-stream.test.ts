import { describe, expect, it, vi } from 'vitest';
import { trackLog } from './testing/track-log.ts';
import {
  newUser,
  openRealtime,
  patienceMs,
  reads,
  settled,
  subscribe,
  useRealtime,
} from './testing/use-realtime.ts';

const test = useRealtime();

describe('the events of a track', () => {
  it('begins with the present, tells every change, ends after the last one', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await trackLog.change(test.db.pool, id);
    await trackLog.create(test.db.pool, user);
    const { sink } = subscribe(test, user, id);
    await reads(test, sink, ['track 2']);
    await trackLog.change(test.db.pool, id);
    await trackLog.change(test.db.pool, id, 'failed');
    await reads(test, sink, ['track 2', 'track 3', 'track 4', 'end']);
    expect(sink.isClosed).toBe(true);
  });

  it('of a finished track is its present and the end', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await trackLog.change(test.db.pool, id, 'completed');
    await settled(test);
    const { sink } = subscribe(test, user, id);
    await reads(test, sink, ['track 2', 'end']);
    const first = sink.frames[0]!;
    expect(JSON.parse('data' in first ? first.data : '')).toMatchObject({ type: 'track.completed' });
    const again = { userId: user, trackId: id, after: sink.lastId() };
    await vi.waitFor(async () => expect(await test.realtime.isCaughtUp(again)).toBe(true), patienceMs);
    const { sink: resumed } = subscribe(test, user, id, sink.lastId());
    await reads(test, resumed, ['end']);
  });

  it('resumes with the changes missed, and ends at once when the end was among them', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await settled(test);
    const { sink } = subscribe(test, user, id);
    await reads(test, sink, ['track 1']);
    await test.realtime.close();
    test.realtime = openRealtime(test);
    await trackLog.change(test.db.pool, id);
    await trackLog.change(test.db.pool, id, 'completed');
    expect(await test.realtime.isCaughtUp({ userId: user, trackId: id, after: sink.lastId() })).toBe(false);
    const { sink: resumed } = subscribe(test, user, id, sink.lastId());
    await reads(test, resumed, ['track 2', 'track 3', 'end']);
    expect(resumed.isClosed).toBe(true);
  });

  it('resets to the one track when the id is unintelligible', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await trackLog.create(test.db.pool, user);
    const { sink } = subscribe(test, user, id, 'nonsense');
    await reads(test, sink, ['reset']);
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, sink, ['reset', 'track 2', 'end']);
  });

  it('[RT-1] that came to its end and was given files since still ends at once', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await settled(test);
    const { sink } = subscribe(test, user, id);
    await reads(test, sink, ['track 1']);
    const early = sink.lastId();
    await trackLog.change(test.db.pool, id, 'completed');
    await reads(test, sink, ['track 1', 'track 2', 'end']);
    await trackLog.addFiles(test.db.pool, id);
    await settled(test);
    const { sink: fresh } = subscribe(test, user, id);
    await reads(test, fresh, ['track 3', 'end']);
    const { sink: missedFiles } = subscribe(test, user, id, sink.lastId());
    await reads(test, missedFiles, ['track 3', 'end']);
    const { sink: missedAll } = subscribe(test, user, id, early);
    await reads(test, missedAll, ['track 2', 'end']);
    // One that has everything must not be left waiting for what never comes.
    const { sink: missedNothing } = subscribe(test, user, id, missedFiles.lastId());
    await reads(test, missedNothing, ['end']);
    expect(missedNothing.isClosed).toBe(true);
  });

  it('is not one of work beside a track', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user, 'stems');
    const { sink } = subscribe(test, user, id);
    await vi.waitFor(() => expect(sink.isClosed).toBe(true), patienceMs);
    expect(sink.story()).toEqual(['reset', 'end']);
    expect(JSON.stringify(sink.frames)).not.toContain('stems');
  });

  it('[SEC-1] tells nothing of a track of somebody else', async () => {
    const id = await trackLog.create(test.db.pool, newUser());
    const { sink } = subscribe(test, newUser(), id);
    await vi.waitFor(() => expect(sink.isClosed).toBe(true), patienceMs);
    expect(JSON.stringify(sink.frames)).not.toContain('rain');
  });
});
