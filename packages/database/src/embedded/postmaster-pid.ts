import { link, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../database-error.ts';
import type { Places } from './places.ts';

/** `runs`: that process is this cluster's server. `gone`: it is not. `unknown`: this system does not tell. */
export type ProcessState = 'runs' | 'gone' | 'unknown';

/** The server's process id from its lock file; undefined when no server holds the cluster. */
export async function readPostmasterPid(places: Places): Promise<number | undefined> {
  const pid = Number.parseInt((await read(lockFile(places))) ?? '', 10);
  return pid > 0 ? pid : undefined;
}

/** Looks at a process: an id alone proves nothing, for after a restart of a container it often belongs to another. */
export async function processState(pid: number, places: Places): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return 'gone';
  }
  if (process.platform !== 'linux') return 'unknown';
  try {
    // A killed child that nobody waited for keeps its id, and an empty command line. Its working directory would tell too,
    // but root in a container may not look at another user's (that takes CAP_SYS_PTRACE).
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return commandLine.includes(`cluster_name=${places.clusterName}\0`) ? 'runs' : 'gone';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : 'unknown';
  }
}

/**
 * Removes a lock file whose process is gone. PostgreSQL does that itself, except when the id lives on in a zombie or another
 * process. It guards its shared memory besides, so it still refuses to start beside children of a killed server.
 */
export async function removeStaleLockFile(places: Places): Promise<void> {
  const file = lockFile(places);
  const seen = await read(file);
  if (seen === undefined) return;
  const pid = Number.parseInt(seen, 10);
  if (!(pid > 0) || (await processState(pid, places)) !== 'gone') return;
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    // Between the look and the rename another process may have started a server: its file is put back.
    if ((await read(aside)) !== seen) await link(aside, file);
    await unlink(aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  }
}

function lockFile(places: Places): string {
  return path.join(places.cluster, 'postmaster.pid');
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
