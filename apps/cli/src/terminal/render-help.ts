import type { ArgDef } from 'citty';
import type { Verb } from '../verb.ts';
import type { Paint } from './paint.ts';
import { textWidth } from './text-width.ts';

type Pair = readonly [left: string, right: string];

/** The help of the whole program. */
export function renderProgramHelp(verbs: readonly Verb[], version: string, paint: Paint): string {
  return [
    `${paint.accent('♪')} ${paint.bold('Impresario')} ${paint.dim(version)}: a prompt goes in, a finished track comes out.\n`,
    section('Usage', [['impresario COMMAND [options]', '']], paint),
    section(
      'Commands',
      verbs.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary] as const),
      paint,
    ),
    section(
      'Examples',
      [
        ['impresario generate "warm lo-fi piano for a rainy evening"', ''],
        ['impresario serve', 'the studio, on http://127.0.0.1:8787'],
        ['impresario generate --help', 'all options of a command'],
      ],
      paint,
    ),
    section(
      'Environment',
      [
        ['IMPRESARIO_URL', 'the server to talk to; without it the one on DATA_DIR, or one for the moment'],
        ['IMPRESARIO_TOKEN', 'the key to show it'],
        ['DATA_DIR', 'where tracks and database live (default: ./data)'],
      ],
      paint,
    ),
    `${paint.dim('Exit codes: 0 done, 1 failed, 2 typed wrong, 3 server out of reach, 4 refused (credits, rights, limits)')}\n`,
  ].join('\n');
}

/** The help of one command. */
export function renderVerbHelp(verb: Verb, paint: Paint): string {
  const options = Object.entries(verb.args).filter(([, { type }]) => type !== 'positional');
  const words = Object.entries(verb.args).filter(([, { type }]) => type === 'positional');
  const usage = `impresario ${verb.name} ${verb.usage}`.trimEnd();
  return [
    `${verb.summary}.\n`,
    section('Usage', [[`${usage} [options]`, '']], paint),
    words.length
      ? section(
          'Arguments',
          words.map(([name, { description }]) => [name.toUpperCase(), description ?? ''] as const),
          paint,
        )
      : '',
    section(
      'Options',
      [
        ...options.map(
          ([name, definition]) => [optionLabel(name, definition), definition.description ?? ''] as const,
        ),
        ['--help', 'Show this'],
      ],
      paint,
    ),
    section(
      'Examples',
      verb.examples.map(({ line, note }) => [exampleLine(line), note] as const),
      paint,
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

function optionLabel(name: string, { valueHint }: ArgDef): string {
  return `--${name}${valueHint ? ` ${valueHint}` : ''}`;
}

// `DATA_DIR=~/music serve` is typed with the program's name after the variable.
function exampleLine(line: string): string {
  const [, variables = '', rest = ''] = /^((?:[A-Z_]+=\S+ )*)(.*)$/.exec(line)!;
  return `${variables}impresario ${rest}`;
}

function section(title: string, pairs: readonly Pair[], paint: Paint): string {
  const noted = pairs.filter(([, right]) => right !== '');
  const width = Math.max(0, ...noted.map(([left]) => textWidth(left)));
  const lines = pairs.map(([left, right]) => {
    const space = ' '.repeat(Math.max(0, width - textWidth(left)) + 2);
    return right ? `  ${paint.accent(left)}${space}${right}` : `  ${paint.accent(left)}`;
  });
  return `${paint.bold(title)}\n${lines.join('\n')}\n`;
}
