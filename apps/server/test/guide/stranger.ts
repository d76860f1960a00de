import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** A folder of somebody who follows a page: it grows from block to block. */
export interface Stranger {
  readonly folder: string;
  /** Runs one command line's program as they would; what it printed, on both streams. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  remove(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Makes the folder. It has the packages by name, as after an install, and `data` is the server's. `npm` and `npx` work as in
 * the checkout, except that `npm ci` only looks whether it would.
 */
export async function arrive(dataDir: string): Promise<Stranger> {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-guide-'));
  const commands = path.join(folder, '.commands');
  await mkdir(commands);
  await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  await symlink(dataDir, path.join(folder, 'data'));
  const asInstalled = 'PATH="${PATH#*:}" exec npm --prefix "$CHECKOUT"';
  const npm = `[ "$1" = ci ] && set -- "$@" --dry-run --offline --ignore-scripts\n${asInstalled} "$@"`;
  await writeCommand(commands, 'npm', npm);
  await writeCommand(commands, 'npx', `${asInstalled} exec --offline -- "$@"`);
  await writeCommand(commands, 'jq', 'exec node "$CHECKOUT/apps/server/test/guide/small-jq.ts" "$@"');
  const given = {
    HOME: folder,
    PATH: [commands, path.dirname(process.execPath), process.env['PATH']].join(':'),
    CHECKOUT: repository,
    DATA_DIR: dataDir,
    NO_COLOR: '1',
    LOG_LEVEL: 'warn',
  };
  return {
    folder,
    run: (command, args, env) => run(command, args, { cwd: folder, env: { ...given, ...env } }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const patienceMs = 60_000;

function writeCommand(folder: string, name: string, script: string): Promise<void> {
  return writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function run(
  command: string,
  args: readonly string[],
  where: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  const child = spawn(command, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'], timeout: patienceMs });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
