import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.ts';

/** A program that the tests need and npm does not bring. */
export interface WantedProgram {
  readonly label: string;
  /** The environment variable that names it. */
  readonly variable: string;
  readonly names: readonly string[];
  /** Full paths outside the `PATH`. */
  readonly otherPlaces: readonly string[];
  readonly debianPackage: string;
  /** What to tell a person whose machine has none. */
  readonly whatToInstall: string;
}

/** What of this machine decides where a program comes from. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly canInstall: boolean;
}

const thisMachine: Machine = {
  environment: process.env,
  canInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
};

/**
 * The path of a wanted program that starts: the one its variable names, else one of this machine, else installed with
 * apt-get where we are root on Debian or Ubuntu. Throws an error that says what to install.
 */
export async function findProgram(wanted: WantedProgram, machine: Machine = thisMachine): Promise<string> {
  const named = machine.environment[wanted.variable];
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`${wanted.variable} is ${named}, which does not start.\n${wanted.whatToInstall}`);
  }
  const local = await findLocal(wanted, machine);
  if (local) return local;
  if (machine.canInstall) {
    console.log(`No ${wanted.label} here: installing it with apt-get, once; this takes a minute.`);
    await install(wanted, machine);
    const installed = await findLocal(wanted, machine);
    if (installed) return installed;
  }
  throw new Error(wanted.whatToInstall);
}

function pathOf({ environment }: Machine): string {
  return environment['PATH'] ?? '';
}

async function findLocal({ names, otherPlaces }: WantedProgram, machine: Machine): Promise<string | null> {
  const searched = pathOf(machine)
    .split(path.delimiter)
    .filter((folder) => folder !== '');
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

async function install({ debianPackage }: WantedProgram, machine: Machine): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive', PATH: pathOf(machine) };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { exitCode, output } = await runCommand('apt-get', args, { output: 'keep', environment });
    if (exitCode !== 0) console.log(`apt-get ${args.join(' ')} failed:\n${output.trimEnd().slice(-2000)}`);
  }
}
