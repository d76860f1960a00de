import type { Database } from '@impresario/database';
import { trackLog } from '@impresario/realtime/testing';

export interface ChangingTracks {
  /** By user. */
  readonly tracks: ReadonlyMap<string, readonly string[]>;
  /** Changes so far. */
  count(): number;
  stop(): Promise<void>;
  /** Stops, and brings every track to its end. */
  finish(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const writerCount = 3;

/**
 * Tracks that change all along, as the engine's transactions change them; some of these stay open for a while, so that what
 * was numbered first is committed last. `onCommit` is told of each.
 */
export async function changeTracks(
  { pool }: Pick<Database, 'pool'>,
  users: readonly string[],
  onCommit: () => void,
): Promise<ChangingTracks> {
  const tracks = new Map<string, string[]>();
  for (const user of users) {
    tracks.set(user, [await trackLog.create(pool, user), await trackLog.create(pool, user)]);
    onCommit();
  }
  const all = [...tracks.values()].flat();
  let count = all.length;
  let isOver = false;

  /** Each writer has tracks of its own: two that change one track wait for each other, and here nobody waits. */
  async function write(nth: number): Promise<void> {
    const mine = all.filter((_, n) => n % writerCount === nth);
    const client = await pool.connect();
    for (let turn = 0; !isOver; turn += 1) {
      await client.query('begin');
      await trackLog.change(client, mine[turn % mine.length]!);
      if (turn % 7 === nth) await pause(5 + (turn % 40));
      await client.query('commit');
      count += 1;
      onCommit();
      await pause(2);
    }
    client.release();
  }

  const writing = Promise.all(Array.from({ length: writerCount }, (_, nth) => write(nth)));
  const stop = async () => {
    isOver = true;
    await writing;
  };
  return {
    tracks,
    count: () => count,
    stop,
    async finish() {
      await stop();
      for (const id of all) await trackLog.change(pool, id, 'completed');
      count += all.length;
      onCommit();
    },
  };
}
