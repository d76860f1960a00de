import { makeDataDirectory, runServer, type ServerProcess } from '@impresario/server/testing';
import { cpuTicks, seconds } from './process-figures.ts';
import { median, type Row } from './table.ts';

const warmStarts = 5;
const idleSeconds = 10;

/** How long until it answers, first and again, and what it costs while nobody asks anything. */
export async function benchServer(): Promise<Row[]> {
  const place = await makeDataDirectory();
  try {
    const first = await runServer(place.dataDir);
    await first.end();
    const warm: number[] = [];
    for (let round = 0; round < warmStarts; round += 1) {
      const server = await runServer(place.dataDir);
      warm.push(server.readyMs);
      await server.end();
    }
    const server = await runServer(place.dataDir);
    const idleCpu = await idleCpuShare(server);
    await server.end();
    return [
      {
        what: 'first start to ready',
        value: `${(first.readyMs / 1000).toFixed(2)} s`,
        beside: 'promised: 4 s',
      },
      {
        what: 'warm start to ready',
        value: `${(median(warm) / 1000).toFixed(2)} s`,
        beside: `median of ${warmStarts}; promised: 1 s`,
      },
      {
        what: 'idle, engine and database',
        value: `${(idleCpu * 100).toFixed(2)} %`,
        beside: `of one core, over ${idleSeconds} s; promised: 1 %`,
      },
    ];
  } finally {
    await place.remove();
  }
}

/** CPU of the server and of the PostgreSQL it started, as a share of one core. */
async function idleCpuShare(server: ServerProcess): Promise<number> {
  await seconds(3);
  const before = cpuTicks(server);
  await seconds(idleSeconds);
  const after = cpuTicks(server);
  const ticks = after.engine + after.database - before.engine - before.database;
  return ticks / 100 / idleSeconds;
}
