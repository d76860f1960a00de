import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram, type Machine, type WantedProgram } from './find-program.ts';
import { bun, chromium, deno, natsServer, redisServer } from './wanted-programs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'impresario-program-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const browser: WantedProgram = {
  label: 'browser',
  variable: 'BROWSER_PATH',
  names: ['browser', 'other-browser'],
  otherPlaces: [],
  debianPackage: 'browser-package',
  whatToInstall: 'Install a browser.',
};

const machine = (named?: string): Machine => ({
  environment: { PATH: folder, BROWSER_PATH: named },
  canInstall: false,
  programsFolder: null,
});
const installing = (): Machine => ({ ...machine(), canInstall: true });

describe('a program that tests use', () => {
  it('is the one that its variable names', async () => {
    await program('browser', 'echo Browser 1.0');
    const named = await program('mine', 'echo Browser 142.0');
    expect(await findProgram(browser, machine(named))).toBe(named);
  });

  it('is never another one when the variable is wrong', async () => {
    await program('browser', 'echo Browser 1.0');
    const asked = findProgram(browser, machine(path.join(folder, 'gone')));
    await expect(asked).rejects.toThrow(/does not start.\nInstall a browser/);
  });

  it('is one of this machine that starts; a stub that asks for snap is none', async () => {
    await program('browser', 'echo "requires the snap" >&2; exit 10');
    const other = await program('other-browser', 'echo Other 142.0');
    expect(await findProgram(browser, machine())).toBe(other);
  });

  it('is installed where we may', async () => {
    const target = path.join(folder, 'browser');
    const shell = `PATH=/usr/bin:/bin; case "$*" in install*browser-package) printf '#!/bin/sh\\necho Browser 9.9\\n' > ${target}; chmod +x ${target};; esac`;
    await program('apt-get', shell);
    expect(await findProgram(browser, installing())).toBe(target);
  });

  it('is brought from npm into a folder of its own, once', async () => {
    const runtime: WantedProgram = { ...browser, names: ['runtime'], npmPackage: 'runtime@1.2.3' };
    const programsFolder = path.join(folder, 'programs');
    const bin = path.join(programsFolder, 'runtime-1.2.3', 'node_modules', '.bin');
    const shell = `PATH=/usr/bin:/bin; echo "$@" >> ${folder}/asked; mkdir -p ${bin}; printf '#!/bin/sh\necho 1.2\n' > ${bin}/runtime; chmod +x ${bin}/runtime`;
    await program('npm', shell);
    for (let count = 0; count < 2; count++) {
      expect(await findProgram(runtime, { ...machine(), programsFolder })).toBe(path.join(bin, 'runtime'));
    }
    const asked = await readFile(path.join(folder, 'asked'), 'utf8');
    expect(asked.trim().split('\n')).toEqual([expect.stringMatching(/^install .*runtime@1.2.3$/)]);
    await program('npm', 'exit 1');
    const gone = findProgram(runtime, { ...machine(), programsFolder: path.join(folder, 'other') });
    await expect(gone).rejects.toThrow('Install a browser.');
  });

  it('is asked for in words when there is none', async () => {
    await expect(findProgram(browser, machine())).rejects.toThrow('Install a browser.');
    await program('apt-get', 'exit 100');
    await expect(findProgram(browser, installing())).rejects.toThrow('Install a browser.');
  });

  it.each([chromium, redisServer, natsServer])(
    'is $label, and what to do without it says how',
    async (wanted) => {
      const nowhere = { environment: { PATH: folder }, canInstall: false, programsFolder: null };
      const asked = findProgram({ ...wanted, otherPlaces: [] }, nowhere);
      await expect(asked).rejects.toThrow(`apt-get install ${wanted.debianPackage}`);
      await expect(asked).rejects.toThrow(wanted.variable);
    },
  );

  it.each([deno, bun])('is $label, which npm has', async (wanted) => {
    const nowhere = { environment: { PATH: folder }, canInstall: false, programsFolder: null };
    const asked = findProgram({ ...wanted, otherPlaces: [] }, nowhere);
    await expect(asked).rejects.toThrow(`npm install --global ${wanted.npmPackage}`);
    await expect(asked).rejects.toThrow(wanted.variable);
  });
});
