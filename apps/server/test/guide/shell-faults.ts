import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig, settingNames } from '../../src/config.ts';
import { repository, type Stranger } from './stranger.ts';

const { scripts } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const commandLine = 'apps/cli/bin/impresario.js';

/**
 * What is wrong with a block that is not run. Its programs, their options, the files and the variables that it names must
 * exist, and the server must be content with the values. Of a transcript only the lines behind `$` are looked at.
 */
export async function shellFaults(text: string, stranger: Stranger): Promise<string[]> {
  const faults: string[] = [];
  const exported: Record<string, string> = {};
  for (const command of commandsOf(text)) {
    const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    const isExport = words[0] === 'export';
    const firstOther = words.findIndex((word, index) => index >= Number(isExport) && !/^[A-Z_]+=/.test(word));
    const given = words.slice(Number(isExport), firstOther < 0 ? undefined : firstOther);
    const [program, ...args] = firstOther < 0 ? [] : words.slice(firstOther);
    const values = { ...exported };
    for (const word of given) {
      const [name = '', value = ''] = word.split(/=(.*)/s);
      if (!settingNames.includes(name)) faults.push(`${name} is no variable of the server.`);
      // What the reader fills in is not known here.
      if (!value.includes('…')) values[name] = value;
    }
    if (program === undefined) Object.assign(exported, values);
    else faults.push(...(await faultsOf(program, args, values, stranger)));
  }
  return faults;
}

/** One by one, without comments; of a transcript the lines that were typed. */
function commandsOf(text: string): string[] {
  const typed = /^\$ /m.test(text)
    ? text.split('\n').filter((line) => line.startsWith('$ '))
    : text.split('\n');
  return typed
    .map((line) => line.replace(/^\$ /, '').replace(/(^|\s)#.*/, ''))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split(/\n|&&/)
    .map((command) => command.trim())
    .filter(Boolean);
}

async function faultsOf(
  program: string,
  args: readonly string[],
  values: Readonly<Record<string, string>>,
  stranger: Stranger,
): Promise<string[]> {
  const [first = '', second = '', ...rest] = args;
  if (program === 'npx' && first === 'impresario') return faultsOfVerb(second, rest, stranger);
  if (program !== 'npm') return [`Nobody knows how to look ${program} up.`];
  if (first === 'ci') return [];
  const name = first === 'run' ? second : first;
  const script = scripts[name];
  if (script === undefined) return [`There is no script ${name}.`];
  const [, file = '', verb = ''] = script.split(' ');
  const given = args.slice(args.indexOf('--') + 1 || args.length);
  if (file !== commandLine) return faultsOfTool(script, given);
  const refused = verb === 'serve' ? refusalOf(values) : [];
  if (optionsIn(given).length === 0) return refused;
  return [...refused, ...(await faultsOfVerb(verb, given, stranger))];
}

function refusalOf(values: Readonly<Record<string, string>>): string[] {
  try {
    readConfig(values);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

async function faultsOfVerb(verb: string, args: readonly string[], stranger: Stranger): Promise<string[]> {
  const { code, output } = await stranger.run('npx', ['impresario', verb, '--help']);
  if (code !== 0) return [`impresario has no ${verb}: ${output}`];
  return optionsIn(args)
    .filter((option) => !new RegExp(`${option}\\b`).test(output))
    .map((option) => `impresario ${verb} has no ${option}.`);
}

/** Tools for developers tell no options, so these are looked for in what they are written in. */
function faultsOfTool(script: string, args: readonly string[]): string[] {
  const file = script.split(' ').at(-1) ?? '';
  const folder = path.join(repository, path.dirname(file));
  const written = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  const options = optionsIn(args)
    .filter((option) => !new RegExp(`\\b${option.slice(2)}'?: \\{ type:`).test(written))
    .map((option) => `${file} has no ${option}.`);
  const files = args
    .filter((arg) => arg.includes('/') && !existsSync(path.join(repository, arg)))
    .map((arg) => `There is no ${arg}.`);
  return [...options, ...files];
}

function optionsIn(args: readonly string[]): string[] {
  return args.filter((arg) => arg.startsWith('--')).map((arg) => arg.split('=')[0] ?? '');
}
