import type { ServerProcess } from '@impresario/server/testing';
import { cpuTicks, residentMegabytes, seconds } from '../process-figures.ts';
import type { Row } from '../table.ts';
import { openPlace, type Place } from './open-place.ts';
import { seedInFlight } from './seed-in-flight.ts';

const tracks = 1_000;
const sampleSeconds = 30;

/** What it costs one process to wait for 1,000 tasks, with the intervals between looks as they are by default. */
export async function benchInFlight(): Promise<Row[]> {
  const place = await openPlace({ webhookSecret: null });
  try {
    // A first start may build the studio, and memory that was needed for that is no part of waiting.
    await (await place.start()).end();
    await seedInFlight(place, tracks);
    const server = await place.start();
    const atStart = residentMegabytes(server);
    await seconds(5);
    const waiting = await sample(place, server);
    // As if all had been accepted just now: looks after 2 s, 3 s, 4.5 s … of everything.
    await place.db.pool.query('update tracks set poll_count = 0, due_at = now() where due_at is not null');
    const fresh = await sample(place, server);
    const { rows } = await place.db.pool.query<{ count: number }>(
      `select count(*)::int as count from tracks where step = 'poll'`,
    );
    return [
      {
        what: `${tracks} in flight, memory`,
        value: `${Math.max(waiting.megabytes, fresh.megabytes).toFixed(0)} MB`,
        beside: `of the server at its most, ${atStart.toFixed(0)} MB at its start; ${rows[0]!.count} in flight at the end; promised: 350 MB`,
      },
      rowOf('  CPU, each looked at every 30 s', waiting, '; promised: 30 %'),
      rowOf('  CPU, all accepted in one moment', fresh, ''),
    ];
  } finally {
    await place.close();
  }
}

interface Sample {
  /** Shares of one core. */
  readonly engine: number;
  readonly database: number;
  readonly megabytes: number;
  readonly looksEachSecond: number;
}

async function sample({ farEnd }: Place, server: ServerProcess): Promise<Sample> {
  const looksBefore = (await farEnd.state()).counts.polls;
  const before = cpuTicks(server);
  const startedAt = performance.now();
  let megabytes = 0;
  for (let second = 0; second < sampleSeconds; second += 1) {
    await seconds(1);
    megabytes = Math.max(megabytes, residentMegabytes(server));
  }
  const after = cpuTicks(server);
  const took = (performance.now() - startedAt) / 1000;
  const share = (ticks: number) => ticks / 100 / took;
  return {
    engine: share(after.engine - before.engine),
    database: share(after.database - before.database),
    megabytes,
    looksEachSecond: ((await farEnd.state()).counts.polls - looksBefore) / took,
  };
}

function rowOf(what: string, { engine, database, looksEachSecond }: Sample, promised: string): Row {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const beside = `of a core over ${sampleSeconds} s, PostgreSQL ${percent(database)}, ${looksEachSecond.toFixed(0)} looks a second`;
  return { what, value: percent(engine), beside: `${beside}${promised}` };
}
