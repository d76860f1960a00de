import { spawn } from 'node:child_process';
import { chmod, chown, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { codeOf, DatabaseError } from '../database-error.ts';
import { isExecutable, unsupported } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { fileError, withFileErrors } from './file-errors.ts';
import { findLeftBehind, makeOwnDirectory } from './left-behind.ts';
import type { Places } from './places.ts';

/** The owner of the embedded database; there is no password, the socket's directory is the lock. */
export const OWNER = 'impresario';

const TEMPORARY = 'new-cluster-';

/**
 * Makes the cluster unless there is one. It is built under another name, brought to the disk and renamed, so after a power
 * loss there is a whole cluster or none. Returns whether this call made it.
 */
export async function initialiseCluster(places: Places, binaries: Binaries): Promise<boolean> {
  if (await hasCluster(places, binaries)) return false;
  return withFileErrors(places.home, async () => {
    for (const dead of await findLeftBehind(places.home, TEMPORARY))
      await rm(dead, { recursive: true, force: true });
    const temporary = await makeOwnDirectory(places.home, TEMPORARY);
    try {
      if (places.user) await chown(temporary, places.user.uid, places.user.gid);
      await chmod(temporary, 0o700);
      await runInitdb(places, binaries, temporary);
      await syncTree(temporary);
      return await publish(temporary, places);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
}

async function hasCluster(places: Places, { major }: Binaries): Promise<boolean> {
  let found: string;
  try {
    found = (await readFile(path.join(places.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw fileError(error, places.cluster);
  }
  if (found === major) return true;
  throw new DatabaseError(
    'wrong_version',
    `The database in ${places.cluster} was made by PostgreSQL ${found}, and this release runs ${major}. ` +
      `Use the release that made it, or dump it there with pg_dump and restore it here.`,
  );
}

async function runInitdb(places: Places, binaries: Binaries, directory: string): Promise<void> {
  // The builtin locale is the same on every system and orders text by code point; libc's change between versions.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const dataArgument = directoryArgument(places, directory);
  // initdb would sync one file after the other (0.4 s of 1 s); syncTree does the same, several at once.
  const initdb = spawn(
    binaries.initdb,
    ['-D', dataArgument, '-U', OWNER, '--auth=trust', '--no-sync', '--no-instructions', ...locale],
    { ...places.user, cwd: directory, env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const complaint = text(initdb.stderr);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    initdb.once('error', reject).once('close', resolve);
  }).catch(async (error: unknown) => {
    throw await spawnError(error, binaries.initdb);
  });
  if (exitCode === 0) return;
  const said = (await complaint).trim();
  // initdb has no codes of its own, so its words are all there is.
  if (/No space left on device|Disk quota exceeded/.test(said))
    throw fileError({ code: 'ENOSPC' }, places.home);
  throw new DatabaseError('start_failed', `The database could not be made in ${places.home}: ${said}`);
}

/**
 * How the server is told where its cluster is. Below a directory that is closed to its user no path leads there; the working
 * directory, which we enter while still root, does, and Linux gives that a name which passes no directory at all.
 */
export function directoryArgument(places: Places, directory: string): string {
  if (places.reachable) return directory;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw fileError({ code: 'EACCES' }, places.home);
}

/** What the programs see of our environment: nothing, for variables like PGDATA or LC_ALL would change what they do. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };
}

/** Why a program that is there did not start. */
export async function spawnError(error: unknown, program: string): Promise<unknown> {
  const code = codeOf(error);
  // The file exists and "does not": it asks for a loader (glibc's) that this system has not.
  if (code === 'ENOENT' && (await isExecutable(program)))
    return unsupported('without glibc (Alpine, musl)', error);
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseError('start_failed', `PostgreSQL could not be started: ${reason}`, { cause: error });
}

async function syncTree(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  await Promise.all([...files, directory].map(sync));
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function publish(temporary: string, places: Places): Promise<boolean> {
  try {
    await rename(temporary, places.cluster);
  } catch (error) {
    const code = codeOf(error);
    // Another process made one meanwhile: both use that.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
  await sync(places.home);
  return true;
}
