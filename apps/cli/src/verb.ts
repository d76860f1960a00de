import { defineCommand, type ArgsDef, type CommandDef, type ParsedArgs } from 'citty';
import { checkArguments } from './arguments/check-arguments.ts';
import { UsageError } from './exit-code.ts';

/** One command of the program, with what its help says about it. */
export interface Verb {
  name: string;
  summary: string;
  /** What follows the name, as in `generate PROMPT [options]`. */
  usage: string;
  examples: readonly { line: string; note: string }[];
  args: ArgsDef;
  command: CommandDef;
}

interface VerbDefinition<A extends ArgsDef> extends Omit<Verb, 'command' | 'args'> {
  args: A;
  /** Options that may be given several times. */
  repeatable?: readonly string[];
  /** How many words may stand by themselves; more is a usage error. */
  positionalsMax: number;
  run: (context: {
    args: ParsedArgs<A>;
    positionals: string[];
    list: (option: string) => readonly string[];
  }) => Promise<number>;
}

/** The options of every command. */
export const commonOptions = {
  json: { type: 'boolean', description: 'Print one JSON object instead of text' },
  verbose: {
    type: 'boolean',
    description: 'Print each step also where there is no terminal; and where in the program it failed',
  },
} as const satisfies ArgsDef;

/** The options of every command that talks to a server. */
export const serverOptions = {
  url: {
    type: 'string',
    valueHint: 'URL',
    description: 'The server to talk to, instead of the one found here',
  },
  token: { type: 'string', valueHint: 'TOKEN', description: 'The key to show it; better: IMPRESARIO_TOKEN' },
  ...commonOptions,
} as const satisfies ArgsDef;

/** A command for citty whose arguments are checked before it runs, and whose result is the exit code. */
export function defineVerb<const A extends ArgsDef>(definition: VerbDefinition<A>): Verb {
  const { name, summary, args, repeatable, positionalsMax, run } = definition;
  const command = defineCommand<ArgsDef>({
    meta: { name, description: summary },
    args,
    run: (context) => {
      const { positionals, values } = checkArguments(context.rawArgs, args, repeatable);
      if (positionals.length > positionalsMax) {
        throw new UsageError(`“${positionals[positionalsMax]}” is one word too many for ${name}.`);
      }
      const list = (option: string) => values.get(option) ?? [];
      return run({ args: context.args as ParsedArgs<A>, positionals, list });
    },
  });
  return { ...definition, command };
}
