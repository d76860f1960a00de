import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start-embedded-postgres.ts';

/** For tests of the embedded server: directories and processes that are gone when `cleanUp` returns. */
export const isRoot = process.getuid?.() === 0;

const directories: string[] = [];
const running: { stop(): Promise<void> }[] = [];

export async function makeDirectory(mode = 0o755): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-embedded-'));
  await chmod(directory, mode);
  directories.push(directory);
  return directory;
}

/**
 * A data directory with a cluster in it: always the same one, moved here and moved back by `cleanUp`, since making or copying
 * one takes most of a second.
 */
export async function makeDataDir(directory?: string): Promise<string> {
  seed ??= makeSeed();
  holder = directory ?? (await makeDirectory());
  await mkdir(path.join(holder, 'postgres'), { recursive: true });
  await rename(clusterOf(await seed), clusterOf(holder));
  return holder;
}

let seed: Promise<string> | undefined;
let holder: string | undefined;

export const clusterOf = (dataDir: string) => path.join(dataDir, 'postgres/cluster');

/** Where the cluster and the package rest between two tests. */
const kept: string[] = [];

async function makeKept(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-embedded-kept-'));
  kept.push(directory);
  return directory;
}

async function makeSeed(): Promise<string> {
  const directory = await makeKept();
  const server = await startEmbeddedPostgres({ dataDir: directory });
  await server.stop();
  return directory;
}

export async function start(
  dataDir: string,
  options: Omit<EmbeddedPostgresOptions, 'dataDir'> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

/** Stops what still runs, by joining it and leaving again, and removes the directories. */
export async function cleanUp(): Promise<void> {
  for (const { stop } of running.splice(0)) await stop();
  if (seed && holder) {
    await stopServer(holder);
    await rename(clusterOf(holder), clusterOf(await seed));
  }
  holder = undefined;
  for (const directory of directories.splice(0)) {
    await stopServer(directory);
    if (packageCopy && directory === packageHolder) {
      const target = path.join(await makeKept(), 'package');
      await rename(packageCopy, target);
      packageCopy = target;
    }
    await rm(directory, { recursive: true, force: true });
  }
}

async function stopServer(dataDir: string): Promise<void> {
  if (await postmasterPid(dataDir)) await (await startEmbeddedPostgres({ dataDir })).stop();
}

/** To be called after the last test of a file. */
export async function removeKept(): Promise<void> {
  for (const directory of kept.splice(0)) await rm(directory, { recursive: true });
}

export async function postmasterPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

/** A zombie, which only waits for init to notice, is not alive. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || (await readFile(`/proc/${pid}/cmdline`, 'utf8')) !== '';
  } catch {
    return false;
  }
}

/** The npm package as it comes out of the registry, without the links that its install script would make: one copy, moved. */
export async function movePackageWithoutLinks(parent: string): Promise<string> {
  packageCopy ??= await copyPackage();
  const target = path.join(parent, 'package');
  await rename(packageCopy, target);
  packageCopy = target;
  packageHolder = parent;
  const links = JSON.parse(await readFile(path.join(target, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const link of links) await rm(path.join(target, link.target), { force: true });
  return target;
}

let packageCopy: string | undefined;
let packageHolder: string | undefined;

async function copyPackage(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const copy = path.join(await makeKept(), 'package');
  await promisify(execFile)('cp', ['-R', path.resolve(path.dirname(entry), '..'), copy]);
  return copy;
}

export interface UserProcess {
  /** Waits for the next line that has this property. */
  line(property: string): Promise<Record<string, unknown>>;
  /** Everything it has said. */
  readonly lines: Record<string, unknown>[];
  leave(): Promise<void>;
  kill(): Promise<void>;
}

/** Runs the fixture in a node of its own, as another user of the system if asked. */
export function startProcess(
  mode: 'user' | 'writer',
  dataDir: string,
  options: { uid?: number; gid?: number; packageDirectory?: string } = {},
): UserProcess {
  const { packageDirectory, ...user } = options;
  const fixture = fileURLToPath(new URL('user-process.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, mode, dataDir, packageDirectory ?? ''], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  let complaint = '';
  let wake = () => {};
  child.stderr.on('data', (text) => (complaint += String(text)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Record<string, unknown>);
    wake();
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void exited.then(() => wake());

  const line = async (property: string) => {
    for (;;) {
      const found = lines.find((candidate) => property in candidate);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`The process ended: ${complaint}`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  running.push({ stop: kill });
  return {
    lines,
    line,
    kill,
    leave: async () => {
      child.stdin.write('leave\n');
      await exited;
    },
  };
}
