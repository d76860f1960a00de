import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = ['react', 'react-dom', 'scheduler', '@tanstack', '@types', 'csstype'];

/** An application's folder with the example in it, and this package beside it as others get it. */
export async function publishBesideExample(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'impresario-application-'));
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@impresario'), { recursive: true });
  await Promise.all(
    ['client', 'react'].map((name) =>
      run(
        process.execPath,
        [join(root, 'tools/build-package.ts'), `packages/${name}`, join(modules, '@impresario', name)],
        { cwd: root },
      ),
    ),
  );
  for (const name of shared) await symlink(join(root, 'node_modules', name), join(modules, name));
  for (const name of ['index.html', 'app.tsx']) {
    await cp(join(root, 'packages/react/example', name), join(folder, name));
  }
  return folder;
}

/** What the compiler says of the application: nothing when the published types are sound. */
export async function typeFaults(folder: string): Promise<string> {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    jsx: 'react-jsx',
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.tsx'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}
