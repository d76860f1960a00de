import type { Client } from '@impresario/client';
import { UsageError, exitCode } from '../exit-code.ts';
import { readNumber } from '../arguments/read-number.ts';
import { renderOrphans, renderOverview } from '../terminal/render-admin.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

const subjects = ['overview', 'orphans'] as const;

/** `impresario admin overview|orphans`: what an operator looks at. */
export function adminVerb(world: World): Verb {
  return defineVerb({
    name: 'admin',
    summary: 'For operators: what is going on, and what providers may have billed for nothing',
    usage: 'overview|orphans',
    examples: [
      { line: 'admin overview', note: 'Tracks, queues, callbacks' },
      {
        line: 'admin orphans --limit 50',
        note: 'Tasks that may have been billed although their track is over',
      },
    ],
    args: {
      subject: { type: 'positional', required: false, description: subjects.join(' or ') },
      limit: { type: 'string', valueHint: 'NUMBER', description: 'orphans: how many, 1–100 (default: 20)' },
      ...serverOptions,
    },
    positionalsMax: 1,
    run: async ({ args, positionals: [typed] }) => {
      const subject = subjects.find((name) => name === typed);
      if (!subject)
        throw new UsageError('What of it? impresario admin overview, or impresario admin orphans');
      const limit = readNumber('--limit', args.limit, { min: 1, max: 100 }) ?? 20;
      if (subject === 'overview') {
        await printFrom(world, args, (client) => client.admin.overview(), renderOverview);
      } else {
        const ask = async (client: Client) => ({ data: await client.admin.orphans({ limit }) });
        await printFrom(world, args, ask, ({ data }, look) => renderOrphans(data, look));
      }
      return exitCode.ok;
    },
  });
}
