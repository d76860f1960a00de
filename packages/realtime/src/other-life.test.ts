import { describe, expect, it } from 'vitest';
import { forgetEventsOfAnotherLife } from './other-life.ts';
import { formatPosition } from './position.ts';
import { trackLog } from './testing/track-log.ts';
import { live, newUser, reads, settled, subscribe, useRealtime } from './testing/use-realtime.ts';

const test = useRealtime();

describe('a log that was restored from a dump of another server', () => {
  it('[RT-1] goes on telling of its tracks, and resets who comes with an id of then', async () => {
    const user = newUser();
    const id = await trackLog.create(test.db.pool, user);
    await test.db.pool.query(`update events set xid = '999999999' where track_id = $1`, [id]);
    // As it would be without: the next change of the track stands behind it, out of reach.
    await trackLog.change(test.db.pool, id);
    const { rows } = await test.db.pool.query<{ xid: string }>(
      'select xid::text from events where revision = 2',
    );
    expect(rows).toEqual([{ xid: '999999999' }]);
    expect(await forgetEventsOfAnotherLife(test.db.pool)).toBe(2);
    expect(await forgetEventsOfAnotherLife(test.db.pool)).toBe(0);
    const sink = await live(test, user);
    await trackLog.change(test.db.pool, id);
    await reads(test, sink, ['track 3']);
    const { sink: back } = subscribe(test, user, null, formatPosition({ xid: 999_999_999n, id: 1n }));
    await reads(test, back, ['reset']);
  });

  it('keeps everything that is its own', async () => {
    const user = newUser();
    await trackLog.create(test.db.pool, user);
    await settled(test);
    expect(await forgetEventsOfAnotherLife(test.db.pool)).toBe(0);
  });
});
