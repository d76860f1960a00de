import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fakeImpresario } from './testing/fake-impresario.ts';
import { temporaryFolder } from './testing/run-impresario.ts';

const bin = path.join(import.meta.dirname, '../bin/impresario.js');
const starter = path.join(import.meta.dirname, '../bin/pinned-node.js');
// What the starter takes for an old Node; its child is started without this.
const asOldNode = [
  '--import',
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})',
];
const longSteps = Array.from({ length: 500 }, () => ({ status: 'processing' as const, stage: 'composing' }));

function startOld(script: string, args: readonly string[], cwd?: string) {
  const child = spawn(process.execPath, [...asOldNode, script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], IMPRESARIO_TOKEN: 't' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  const says = async (text: string) => {
    while (!output.includes(text)) await Promise.race([once(child.stderr, 'data'), closed]);
  };
  return { child, closed, says, output: () => output };
}

async function folderWithScript(source: string, packageName = 'node') {
  const folder = await temporaryFolder();
  const executables = path.join(folder.path, 'node_modules', packageName, 'bin');
  await mkdir(executables, { recursive: true });
  await symlink(process.execPath, path.join(executables, 'node'));
  await writeFile(path.join(folder.path, 'script.ts'), source);
  const start = `import { runTypeScript } from ${JSON.stringify(starter)};
    await runTypeScript(process.argv[2], process.argv.slice(3));`;
  await writeFile(path.join(folder.path, 'start.mjs'), start);
  return folder;
}

it('hands arguments over to the pinned Node and its exit code back', async () => {
  await using folder = await folderWithScript(
    'const seen: string[] = process.argv.slice(2); console.log(process.version, seen); process.exitCode = 7;',
  );
  const script = path.join(folder.path, 'script.ts');
  const { closed, output } = startOld(path.join(folder.path, 'start.mjs'), [script, 'a b', '--c']);
  expect(await closed).toEqual([7, null]);
  expect(output()).toBe(`${process.version} [ 'a b', '--c' ]\n`);
});

it('dies of the signal that its child died of', async () => {
  await using folder = await folderWithScript(
    'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);',
  );
  const { closed } = startOld(path.join(folder.path, 'start.mjs'), [path.join(folder.path, 'script.ts')]);
  expect(await closed).toEqual([null, 'SIGKILL']);
});

it('passes a request to end on, and waits for the child to do so', async () => {
  await using server = await fakeImpresario({ steps: longSteps });
  const running = startOld(bin, ['generate', 'x', '--verbose', '--url', server.url]);
  await running.says('composing');
  running.child.kill('SIGTERM');
  expect(await running.closed).toEqual([143, null]);
  expect(running.output()).toContain('Cancelled. 1 credit came back.');
});

it('leaves no orphan when it is killed outright', async () => {
  await using server = await fakeImpresario({ steps: longSteps });
  const running = startOld(bin, ['generate', 'x', '--verbose', '--url', server.url]);
  await running.says('composing');
  running.child.kill('SIGKILL');
  // The pipes close when the child, which holds them too, has ended.
  await running.closed;
  expect(server.requests.some(({ path }) => path.endsWith('/cancel'))).toBe(true);
});

it('says what to do when the pinned Node is not there', async () => {
  await using folder = await temporaryFolder();
  const start = `import { runTypeScript } from ${JSON.stringify(starter)}; await runTypeScript('/nowhere/x.ts', []);`;
  await writeFile(path.join(folder.path, 'start.mjs'), start);
  const { closed, output } = startOld(path.join(folder.path, 'start.mjs'), [], folder.path);
  expect(await closed).toEqual([1, null]);
  expect(output()).toContain('This is Node 20.1.0');
  expect(output()).toContain('npm install-scripts approve node');
});

it('finds the platform package alone, in a folder above', async () => {
  await using folder = await folderWithScript(
    'console.log(process.version);',
    `node-${process.platform}-${process.arch}`,
  );
  const below = path.join(folder.path, 'apps/cli/src');
  await mkdir(below, { recursive: true });
  await copyFile(path.join(folder.path, 'script.ts'), path.join(below, 'script.ts'));
  const { closed, output } = startOld(path.join(folder.path, 'start.mjs'), [path.join(below, 'script.ts')]);
  expect(await closed).toEqual([0, null]);
  expect(output()).toBe(`${process.version}\n`);
});
