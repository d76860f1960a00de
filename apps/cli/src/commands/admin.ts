import { UsageError, exitCode } from '../exit-code.ts';
import { readNumber } from '../arguments/read-number.ts';
import { askAdmin, type Orphan, type Overview } from '../ask-admin.ts';
import { connect } from '../connect.ts';
import { createPaint } from '../terminal/paint.ts';
import { renderOrphans, renderOverview } from '../terminal/render-admin.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';

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
      const connection = await connect(world, args);
      try {
        const { stdout } = world;
        const columns = stdout.isTerminal ? stdout.columns : Number.POSITIVE_INFINITY;
        const look = { paint: createPaint(stdout.colour), columns, nowMs: world.now() };
        if (subject === 'overview') {
          const overview = await askAdmin<Overview>(connection, '/v1/admin/overview');
          stdout.write(args.json ? `${JSON.stringify(overview)}\n` : renderOverview(overview, look));
        } else {
          const orphans = await askAdmin<{ data: Orphan[] }>(connection, `/v1/admin/orphans?limit=${limit}`);
          stdout.write(args.json ? `${JSON.stringify(orphans)}\n` : renderOrphans(orphans.data, look));
        }
      } finally {
        await connection.close();
      }
      return exitCode.ok;
    },
  });
}
