import { parseArgs } from 'node:util';
import type { ArgsDef } from 'citty';
import { UsageError } from '../exit-code.ts';
import { nearest } from './nearest.ts';

export interface CheckedArguments {
  /** What stands by itself, in order. */
  positionals: string[];
  /** Each option's values in the order they were given; a switch has `''`. */
  values: ReadonlyMap<string, readonly string[]>;
}

/**
 * Holds what was typed against a command's options, since citty lets everything pass: an option that does not
 * exist, lacks its value, has one too many, or is given twice is a `UsageError` with a hint.
 */
export function checkArguments(
  rawArgs: readonly string[],
  definitions: ArgsDef,
  repeatable: readonly string[] = [],
): CheckedArguments {
  const options = Object.entries(definitions).filter(([, definition]) => definition.type !== 'positional');
  const types = Object.fromEntries(
    options.map(([name, { type }]) => [name, { type: type === 'boolean' ? type : ('string' as const) }]),
  );
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const type = types[token.name]?.type;
    if (!type) throw unknownOption(token.rawName, Object.keys(types));
    const value = type === 'boolean' ? switchValue(token) : optionValue(token);
    const earlier = values.get(token.name) ?? [];
    if (type === 'string' && earlier.length > 0 && !repeatable.includes(token.name)) {
      throw new UsageError(`${token.rawName} is given twice; once is enough.`);
    }
    values.set(token.name, [...earlier, value]);
  }
  return { positionals, values };
}

interface OptionToken {
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  const meant = nearest(rawName.replace(/^-+/, ''), known);
  const hint = meant ? ` Did you mean --${meant}?` : '';
  return new UsageError(`There is no option ${rawName}.${hint}`);
}

function switchValue({ rawName, value }: OptionToken): string {
  if (value !== undefined) throw new UsageError(`${rawName} takes no value; leave out “=${value}”.`);
  return '';
}

function optionValue({ rawName, value, inlineValue }: OptionToken): string {
  // `--title --json` is a forgotten title rather than one called "--json".
  if (value === undefined || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`${rawName} needs a value, as in ${rawName} VALUE.`);
  }
  return value;
}
