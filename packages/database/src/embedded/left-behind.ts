import { mkdtemp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../database-error.ts';

/** Makes a directory of this process's own, `<prefix><process id>-<random>`. */
export async function makeOwnDirectory(parent: string, prefix: string): Promise<string> {
  return mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
}

/** Such directories whose process is gone: it was killed before it could rename or remove them. */
export async function findLeftBehind(parent: string, prefix: string): Promise<string[]> {
  const names = await readdir(parent);
  return names
    .filter((name) => name.startsWith(prefix) && isGone(name.slice(prefix.length)))
    .map((name) => path.join(parent, name));
}

function isGone(rest: string): boolean {
  const pid = Number.parseInt(rest, 10);
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}
