import { readFileSync } from 'node:fs';
import type { ServerProcess } from '@impresario/server/testing';

/** CPU time used so far in ticks of 10 ms: by the server, and by the PostgreSQL it started. */
export function cpuTicks(server: ServerProcess): { readonly engine: number; readonly database: number } {
  const database = postgresPids(server).reduce((sum, pid) => sum + ticksOf(pid), 0);
  return { engine: ticksOf(server.child.pid!), database };
}

/** Resident memory of the server itself (proc(5), VmRSS). */
export function residentMegabytes({ child }: ServerProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** The postmaster is a process of its own session, found by the data directory in its command line. */
function postgresPids({ postmasterPid }: ServerProcess): number[] {
  const postmaster = postmasterPid();
  if (!postmaster) return [];
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)];
}

/** User and system time in ticks of 10 ms (proc(5), fields 14 and 15); none for a process that has just ended. */
function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

export function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
