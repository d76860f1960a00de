import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../../../..');

/** A program of somebody else, who installed the published client. */
export interface Installed {
  readonly folder: string;
  /** The package in there. */
  readonly built: string;
  /** The paths in the tarball. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

const runner = `import * as client from '@impresario/client';
import { play } from './scenario.js';
const config = JSON.parse(globalThis.Deno?.args[0] ?? globalThis.process.argv[2]);
console.log(JSON.stringify(await play(client, config)));
`;

/** Builds the client, packs it as npm does, and unpacks it into a folder with a program that uses it. */
export async function installClient(): Promise<Installed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-client-'));
  const made = path.join(folder, 'made');
  await run(process.execPath, ['tools/build-package.ts', 'packages/client', made], { cwd: root });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, made], { cwd: root });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const built = path.join(folder, 'node_modules/@impresario/client');
  await mkdir(built, { recursive: true });
  await run('tar', ['-xzf', path.join(folder, packed.filename), '-C', built, '--strip-components=1']);
  await rm(made, { recursive: true });
  const scenario = path.join(import.meta.dirname, 'scenario.js');
  await run('cp', [scenario, folder]);
  await writeFile(
    path.join(folder, 'package.json'),
    '{"type":"module","dependencies":{"@impresario/client":"*"}}',
  );
  await writeFile(path.join(folder, 'runner.js'), runner);
  return {
    folder,
    built,
    files: packed.files.map((file) => file.path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
