import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@impresario/database';
import { createPostgresRelay } from '@impresario/realtime';
import { answerParent } from '../own-process.ts';

export interface Writing {
  readonly connectionString: string;
  readonly tracks: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Written {
  readonly count: number;
  readonly perSecond: number;
}

const everyMs = 10;

/** Changes tracks at an even pace, each in a transaction of its own, and says so as a worker does. */
async function write({ connectionString, tracks, perSecond, seconds }: Writing): Promise<Written> {
  const { pool, close } = openDatabase({ connectionString, max: 8 });
  const schedule = (run: () => void, delayMs: number) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };
  const log = { info() {}, warn: (fields: object, message: string) => console.error(message, fields) };
  const relay = createPostgresRelay({ connectionString, clock: { schedule }, log, name: 'bench' });
  const startedAt = performance.now();
  const writes: Promise<unknown>[] = [];
  for (let count = 0, due = 0; performance.now() - startedAt < seconds * 1000;) {
    due = ((performance.now() - startedAt) / 1000) * perSecond;
    for (; count < due; count += 1) writes.push(change(tracks[(count * 7919) % tracks.length]!));
    await sleep(everyMs);
  }
  await Promise.all(writes);
  const took = (performance.now() - startedAt) / 1000;
  await relay.close();
  await close();
  return { count: writes.length, perSecond: writes.length / took };

  async function change(track: string): Promise<void> {
    const begunAtUs = String(process.hrtime.bigint() / 1000n);
    await pool.query({ name: 'change', text: 'select bench_change($1, $2)', values: [track, begunAtUs] });
    relay.tell('events');
  }
}

answerParent(write);
