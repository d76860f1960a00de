import type { Client } from '@impresario/client';
import { UsageError, exitCode } from '../exit-code.ts';
import { readNumber } from '../arguments/read-number.ts';
import { renderOrphans, renderOverview } from '../terminal/render-admin.ts';
import { renderReconciliation } from '../terminal/render-reconciliation.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

const subjects = ['overview', 'orphans', 'reconcile'] as const;

/** `impresario admin overview|orphans|reconcile`: what an operator looks at. */
export function adminVerb(world: World): Verb {
  return defineVerb({
    name: 'admin',
    summary: 'For operators: what is going on, and what providers may have billed for nothing',
    usage: 'overview|orphans|reconcile',
    examples: [
      { line: 'admin overview', note: 'Tracks, queues, callbacks' },
      {
        line: 'admin orphans --limit 50',
        note: 'Tasks that may have been billed although their track is over',
      },
      {
        line: 'admin reconcile --from 2026-11-01 --to 2026-12-01',
        note: 'What providers may bill beside what users paid, by day',
      },
    ],
    args: {
      subject: { type: 'positional', required: false, description: subjects.join(' or ') },
      limit: { type: 'string', valueHint: 'NUMBER', description: 'orphans: how many, 1–100 (default: 20)' },
      from: { type: 'string', valueHint: 'DAY', description: 'reconcile: the first day, in UTC' },
      to: { type: 'string', valueHint: 'DAY', description: 'reconcile: the first day after it' },
      ...serverOptions,
    },
    positionalsMax: 1,
    run: async ({ args, positionals: [typed] }) => {
      const subject = subjects.find((name) => name === typed);
      if (!subject)
        throw new UsageError(`What of it? impresario admin ${subjects.join(', or impresario admin ')}`);
      const limit = readNumber('--limit', args.limit, { min: 1, max: 100 }) ?? 20;
      if (subject === 'overview') {
        await printFrom(world, args, (client) => client.admin.overview(), renderOverview);
      } else if (subject === 'reconcile') {
        const { from, to } = args;
        const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
        const ask = (client: Client) => client.admin.reconciliation(period);
        await printFrom(world, args, ask, ({ data }, look) => renderReconciliation(data, look));
      } else {
        const ask = async (client: Client) => ({ data: await client.admin.orphans({ limit }) });
        await printFrom(world, args, ask, ({ data }, look) => renderOrphans(data, look));
      }
      return exitCode.ok;
    },
  });
}
