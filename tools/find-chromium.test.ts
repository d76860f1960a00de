import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, type Machine } from './find-chromium.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'impresario-chromium-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const machine = (change: Partial<Machine> = {}): Machine => ({
  named: undefined,
  folders: folder,
  otherPlaces: [],
  canInstall: false,
  ...change,
});

describe('the browser that tests use', () => {
  it('is the one that CHROMIUM_PATH names', async () => {
    await program('chromium', 'echo Chromium 1.0');
    const named = await program('mine', 'echo Chromium 142.0');
    expect(await findChromium(machine({ named }))).toBe(named);
  });

  it('is never another one when CHROMIUM_PATH is wrong', async () => {
    await program('chromium', 'echo Chromium 1.0');
    await expect(findChromium(machine({ named: path.join(folder, 'gone') }))).rejects.toThrow(
      'does not start',
    );
  });

  it('is one of this machine that starts; a stub that asks for snap is none', async () => {
    await program('chromium', 'echo "requires the chromium snap" >&2; exit 10');
    const chrome = await program('google-chrome', 'echo Google Chrome 142.0');
    expect(await findChromium(machine())).toBe(chrome);
  });

  it('is installed where we may', async () => {
    const target = path.join(folder, 'chromium');
    const shell = `PATH=/usr/bin:/bin; case "$1" in install) printf '#!/bin/sh\\necho Chromium 9.9\\n' > ${target}; chmod +x ${target};; esac`;
    await program('apt-get', shell);
    expect(await findChromium(machine({ canInstall: true }))).toBe(target);
  });

  it('is asked for by name when there is none', async () => {
    await expect(findChromium(machine())).rejects.toThrow('apt-get install chromium');
    await program('apt-get', 'exit 100');
    await expect(findChromium(machine({ canInstall: true }))).rejects.toThrow('CHROMIUM_PATH');
  });
});
