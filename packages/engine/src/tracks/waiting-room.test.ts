import { describe, expect, it } from 'vitest';
import { countQueries } from '../testing/count-queries.ts';
import { eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { createWaitingRoom } from './waiting-room.ts';

describe('requests that wait for a change', () => {
  const stage = useTestEngine({ started: false });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const never = new AbortController().signal;

  it('cost one small query at a time, however many they are and however much is committed', async () => {
    const { db, clock, admit } = stage.test;
    const ids = await Promise.all(Array.from({ length: 5 }, () => admit()));
    const counted = countQueries(db);
    const room = createWaitingRoom({ clock, log, db: counted.db });
    const changed: string[] = [];
    const waits = [...ids, ...ids].map((id) => room.change(id, 1, never).then(() => changed.push(id)));
    for (let count = 0; count < 100; count += 1) room.nudge();
    await eventually(
      async () => counted.count(),
      (count) => count === 2,
    );
    expect(changed).toEqual([]);
    await stage.test.engine.cancelTrack('alice', ids[0]!);
    room.nudge();
    await Promise.all([waits[0], waits[5]]);
    expect(changed).toEqual([ids[0], ids[0]]);
    expect(counted.count()).toBe(3);
  });

  it('learn of what nobody told within a second, and of what is gone', async () => {
    const { db, clock, admit, engine } = stage.test;
    const room = createWaitingRoom({ clock, log, db });
    const id = await admit();
    const waiting = room.change(id, 1, never);
    await engine.cancelTrack('alice', id);
    let isOver = false;
    void waiting.then(() => (isOver = true));
    await eventually(
      async () => isOver,
      Boolean,
      () => clock.advance(250),
    );
    await engine.removeTrack('alice', id);
    await room.change(id, 99, never);
  });

  it('are let go by their signal, and nothing is asked any more', async () => {
    const { db, clock, admit } = stage.test;
    const room = createWaitingRoom({ clock, log, db });
    const leaving = new AbortController();
    const waiting = room.change(await admit(), 1, leaving.signal);
    leaving.abort();
    await waiting;
    await room.change('00000000-0000-7000-8000-000000000000', 1, AbortSignal.abort());
  });
});
