import { readFileSync } from 'node:fs';
import { makeDataDirectory, runServer, type ServerProcess } from '@impresario/server/testing';
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
  return (cpuTicks(server) - before) / 100 / idleSeconds;
}

function cpuTicks(server: ServerProcess): number {
  const own = ticksOf(server.child.pid!);
  return own + postgresPids(server).reduce((sum, pid) => sum + ticksOf(pid), 0);
}

/** The postmaster is a process of its own session, found by the data directory in its command line. */
function postgresPids({ postmasterPid }: ServerProcess): number[] {
  const postmaster = postmasterPid();
  if (!postmaster) return [];
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)];
}

/** User and system time in ticks of 10 ms (proc(5), fields 14 and 15). */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
