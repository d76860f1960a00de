import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.ts';

/** What of this machine decides where a Chromium comes from. */
export interface Machine {
  readonly named: string | undefined;
  /** The `PATH`. */
  readonly folders: string;
  readonly otherPlaces: readonly string[];
  readonly canInstall: boolean;
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const thisMachine: Machine = {
  named: process.env['CHROMIUM_PATH'],
  folders: process.env['PATH'] ?? '',
  otherPlaces: ['Google Chrome', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  canInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
};

const whatToInstall = [
  'The studio is tested in a real browser and no Chromium was found. Install it and run this again:',
  '  Debian:       apt-get install chromium        (as root, `npm test` does it by itself)',
  '  Ubuntu:       Google Chrome from https://www.google.com/chrome, as its chromium package needs snap',
  '  Fedora:       dnf install chromium',
  '  macOS:        brew install --cask chromium',
  '  anywhere:     set CHROMIUM_PATH to the program of any Chromium or Chrome',
].join('\n');

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, else one of this machine, else installed with apt-get
 * where we are root on Debian or Ubuntu. Throws an error that says what to install.
 */
export async function findChromium(machine: Machine = thisMachine): Promise<string> {
  if (machine.named) {
    if (await starts(machine.named)) return machine.named;
    throw new Error(`CHROMIUM_PATH is ${machine.named}, which does not start.\n${whatToInstall}`);
  }
  const local = await findLocal(machine);
  if (local) return local;
  if (machine.canInstall) {
    console.log('No Chromium here: installing it with apt-get, once; this takes a minute.');
    await install(machine);
    const installed = await findLocal(machine);
    if (installed) return installed;
  }
  throw new Error(whatToInstall);
}

async function findLocal({ folders, otherPlaces }: Machine): Promise<string | null> {
  const searched = folders.split(path.delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => searched.map((folder) => path.join(folder, name)));
  for (const candidate of [...candidates, ...otherPlaces]) {
    if (existsSync(candidate) && (await starts(candidate))) return candidate;
  }
  return null;
}

/** Ubuntu's `chromium` is a script that asks for snap, so being there is not enough. */
async function starts(program: string): Promise<boolean> {
  const { exitCode, output } = await runCommand(program, ['--version'], { output: 'keep' });
  return exitCode === 0 && /\d+\.\d+/.test(output);
}

async function install({ folders }: Machine): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive', PATH: folders };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { exitCode, output } = await runCommand('apt-get', args, { output: 'keep', environment });
    if (exitCode !== 0) console.log(`apt-get ${args.join(' ')} failed:\n${output.trimEnd().slice(-2000)}`);
  }
}
