import { statementFormats, type StatementFormat } from '@impresario/protocol';
import path from 'node:path';
import { refuseElsewhere } from '../arguments/refuse-elsewhere.ts';
import { connect } from '../connect.ts';
import { UsageError, exitCode } from '../exit-code.ts';
import { saveBody } from '../files/save-body.ts';
import { shownPath } from '../files/shown-path.ts';
import { renderCredits } from '../terminal/render-credits.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';
import type { TypedServer } from './with-progress.ts';

const transactionsShown = 10;
const statementOptions = {
  from: ['statement'],
  to: ['statement'],
  format: ['statement'],
  out: ['statement'],
};

/** `impresario credits`: the balance and what moved last; `credits statement`: everything that moved in a time. */
export function creditsVerb(world: World): Verb {
  return defineVerb({
    name: 'credits',
    summary: 'Show your credits, limits and latest transactions, or export a statement',
    usage: '[statement]',
    examples: [
      { line: 'credits', note: 'Balance, limits and what moved last' },
      { line: 'credits statement --out november.csv', note: 'This month, for a spreadsheet' },
      {
        line: 'credits statement --from 2026-01-01 --to 2027-01-01 --format json',
        note: 'A year, for a program',
      },
    ],
    args: {
      subject: { type: 'positional', required: false, description: 'statement, or nothing' },
      from: { type: 'string', valueHint: 'DAY', description: 'statement: its first day or moment, in UTC' },
      to: { type: 'string', valueHint: 'DAY', description: 'statement: the first day or moment after it' },
      format: {
        type: 'string',
        valueHint: 'FORMAT',
        description: 'statement: csv or json (default: csv, or the name of --out)',
      },
      out: { type: 'string', valueHint: 'FILE', description: 'statement: write it there' },
      ...serverOptions,
    },
    positionalsMax: 1,
    run: async ({ args, positionals: [subject] }) => {
      if (subject === 'statement') await exportStatement(world, args);
      else if (subject !== undefined)
        throw new UsageError(`Credits know no “${subject}”; did you mean credits statement?`);
      else {
        refuseElsewhere('credits', subject, args, statementOptions);
        await showCredits(world, args);
      }
      return exitCode.ok;
    },
  });
}

function showCredits(world: World, typed: TypedServer): Promise<void> {
  return printFrom(
    world,
    typed,
    async (client) => {
      const [credits, page] = await Promise.all([
        client.credits.get(),
        client.credits.transactions({ limit: transactionsShown }),
      ]);
      return { ...credits, transactions: page.data };
    },
    ({ transactions, ...credits }, look) => renderCredits(credits, transactions, look),
  );
}

interface TypedStatement extends TypedServer {
  from?: string | undefined;
  to?: string | undefined;
  format?: string | undefined;
  out?: string | undefined;
}

async function exportStatement(world: World, typed: TypedStatement): Promise<void> {
  const { from, to, out } = typed;
  const format = formatOf(typed);
  const { client, close } = await connect(world, typed);
  try {
    const response = await client.credits.exportStatement({
      format,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
    if (out === undefined) {
      for await (const text of response.body!.pipeThrough(new TextDecoderStream())) world.stdout.write(text);
      return;
    }
    const file = path.resolve(world.userDirectory, out);
    await saveBody(response, file);
    world.stderr.write(`Saved ${shownPath(file, world.userDirectory)}\n`);
  } finally {
    await close();
  }
}

function formatOf({ format, out, json }: TypedStatement): StatementFormat {
  if (format === undefined) return json || out?.endsWith('.json') ? 'json' : 'csv';
  const known = statementFormats.find((name) => name === format);
  if (!known) throw new UsageError(`--format is csv or json, not “${format}”.`);
  return known;
}
