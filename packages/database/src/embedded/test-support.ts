import { spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
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

/** A data directory with a cluster in it, copied from one that is made once: initdb takes most of a second. */
export async function makeDataDir(mode = 0o755): Promise<string> {
  seed ??= makeSeed();
  const directory = await makeDirectory(mode);
  await cp(path.join(await seed, 'postgres', 'cluster'), path.join(directory, 'postgres', 'cluster'), {
    recursive: true,
  });
  return directory;
}

let seed: Promise<string> | undefined;

async function makeSeed(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-embedded-seed-'));
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
  for (const directory of directories.splice(0)) {
    if (await postmasterPid(directory)) await (await startEmbeddedPostgres({ dataDir: directory })).stop();
    await rm(directory, { recursive: true, force: true });
  }
}

export async function removeSeed(): Promise<void> {
  if (seed) await rm(await seed, { recursive: true });
}

export async function postmasterPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A copy of the npm package as it comes out of the registry: without the links that its install script would make. */
export async function copyPackageWithoutLinks(parent: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const original = path.resolve(path.dirname(entry), '..');
  const copy = path.join(parent, 'package');
  await cp(original, copy, { recursive: true, verbatimSymlinks: true });
  const { default: links } = (await import(path.join(copy, 'native/pg-symlinks.json'), {
    with: { type: 'json' },
  })) as {
    default: { target: string }[];
  };
  for (const { target } of links) await rm(path.join(copy, target), { force: true });
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
  user: { uid?: number; gid?: number } = {},
): UserProcess {
  const fixture = fileURLToPath(new URL('user-process.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, mode, dataDir], {
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
