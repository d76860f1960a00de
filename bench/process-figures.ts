import { readFileSync } from 'node:fs';
import type { ServerProcess } from '@impresario/server/testing';

/** CPU time used so far in ticks of 10 ms: by the server, and by its PostgreSQL, connections that ended included. */
export function cpuTicks(server: ServerProcess): { readonly engine: number; readonly database: number } {
  const [postmaster, ...children] = postgresPids(server);
  const running = children.reduce((sum, pid) => sum + ticksOf(pid).own, 0);
  const { own, ended } = postmaster === undefined ? { own: 0, ended: 0 } : ticksOf(postmaster);
  return { engine: ticksOf(server.child.pid!).own, database: own + ended + running };
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

/** User and system time of a process and of its children that have ended, in ticks (proc(5), fields 14 to 17). */
function ticksOf(pid: number): { readonly own: number; readonly ended: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 15)
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields;
    return { own: user + system, ended: endedUser + endedSystem };
  } catch {
    // It ended after it was listed.
    return { own: 0, ended: 0 };
  }
}

export function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
