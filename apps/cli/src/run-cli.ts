import { runCommand } from 'citty';
import { nearest } from './arguments/nearest.ts';
import { adminVerb } from './commands/admin.ts';
import { creditsVerb } from './commands/credits.ts';
import { doctorVerb } from './commands/doctor.ts';
import { generateVerb } from './commands/generate.ts';
import { keysVerb } from './commands/keys.ts';
import { cancelVerb, retryVerb, showVerb } from './commands/one-track.ts';
import { providersVerb } from './commands/providers.ts';
import { serveVerb } from './commands/serve.ts';
import { lyricsVerb, personaVerb, stemsVerb, wavVerb } from './commands/side-operations.ts';
import { simulateVerb } from './commands/simulate.ts';
import { claimVerb, coverVerb, extendVerb } from './commands/song-operations.ts';
import { tracksVerb } from './commands/tracks.ts';
import { exitCode, UsageError } from './exit-code.ts';
import { reportFailure } from './report-failure.ts';
import { createPaint } from './terminal/paint.ts';
import { renderProgramHelp, renderVerbHelp } from './terminal/render-help.ts';
import type { Verb } from './verb.ts';
import type { World } from './world.ts';

const makers = [
  serveVerb,
  generateVerb,
  extendVerb,
  coverVerb,
  stemsVerb,
  wavVerb,
  personaVerb,
  lyricsVerb,
  tracksVerb,
  showVerb,
  cancelVerb,
  retryVerb,
  claimVerb,
  creditsVerb,
  providersVerb,
  doctorVerb,
  simulateVerb,
  keysVerb,
  adminVerb,
];

/** Runs the program with the world's arguments; the exit code comes back. Throws nothing. */
export async function runCli(world: World): Promise<number> {
  const verbs = makers.map((make) => make(world));
  try {
    return await dispatch(world, verbs);
  } catch (error) {
    return reportFailure(world, error);
  }
}

async function dispatch(world: World, verbs: readonly Verb[]): Promise<number> {
  const [first, ...rest] = world.args;
  if (first === undefined) {
    world.stderr.write(renderProgramHelp(verbs, world.version, createPaint(world.stderr.colour)));
    return exitCode.usage;
  }
  if (first === '--version' || first === '-v') {
    world.stdout.write(`${world.version}\n`);
    return exitCode.ok;
  }
  const helpAsked = first === 'help' || first === '--help' || first === '-h';
  const name = helpAsked ? rest.find((word) => !word.startsWith('-')) : first;
  if (name === undefined) {
    world.stdout.write(renderProgramHelp(verbs, world.version, createPaint(world.stdout.colour)));
    return exitCode.ok;
  }
  const verb = verbs.find((each) => each.name === name);
  if (!verb) throw unknownCommand(name, verbs);
  if (helpAsked || asksForHelp(rest)) {
    world.stdout.write(renderVerbHelp(verb, createPaint(world.stdout.colour)));
    return exitCode.ok;
  }
  const { result } = await runCommand(verb.command, { rawArgs: rest });
  return result as number;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === '--help' || word === '-h');
}

function unknownCommand(name: string, verbs: readonly Verb[]): UsageError {
  if (name.startsWith('-'))
    return new UsageError(`Begin with a command; options come after it: impresario COMMAND ${name}`);
  const meant = nearest(
    name,
    verbs.map((verb) => verb.name),
  );
  const hint = meant ? `Did you mean ${meant}?` : 'See impresario --help.';
  return new UsageError(`There is no command “${name}”. ${hint}`);
}
