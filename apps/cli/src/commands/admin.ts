import { readNumber } from '../arguments/read-number.ts';
import { exitCode } from '../exit-code.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { adminSubject, type AdminOptions } from './admin-subjects.ts';
import { printFrom } from './with-client.ts';

/** `impresario admin …`: what an operator looks at and changes. */
export function adminVerb(world: World): Verb {
  return defineVerb({
    name: 'admin',
    summary: 'For operators: what is going on, users, credits, plans, the audit log',
    usage:
      'overview|tracks|orphans|users|user ID|grant ID AMOUNT|take ID AMOUNT|plan ID PLAN|revoke-keys ID|audit|reconcile',
    examples: [
      { line: 'admin overview', note: 'Tracks, queues, callbacks' },
      { line: 'admin tracks --stuck', note: 'What nothing moves any more' },
      { line: 'admin user 7f3a --json', note: 'Plan, balance, tracks, transactions' },
      {
        line: 'admin grant 7f3a 25 --reason "an apology"',
        note: '',
      },
      { line: 'admin plan 7f3a pro --reason "order 1234"', note: '' },
      { line: 'admin audit', note: 'Who changed what' },
      {
        line: 'admin reconcile --from 2026-11-01 --to 2026-12-01',
        note: 'What providers may bill beside what users paid, by day',
      },
    ],
    args: {
      subject: { type: 'positional', required: false, description: 'what of it, as above' },
      user: { type: 'positional', required: false, description: 'the id of a user' },
      value: { type: 'positional', required: false, description: 'how many credits, or the plan' },
      reason: { type: 'string', valueHint: 'TEXT', description: 'grant, take, plan: why; it is kept' },
      key: {
        type: 'string',
        valueHint: 'KEY',
        description: 'grant, take: an idempotency key; with the same one again nothing moves',
      },
      stuck: { type: 'boolean', description: 'tracks: only those that nothing moves any more' },
      status: { type: 'string', valueHint: 'STATUS', description: 'tracks: only those' },
      of: { type: 'string', valueHint: 'USER', description: 'tracks: only of this user' },
      search: { type: 'string', valueHint: 'TEXT', description: 'users: only with this in the id' },
      limit: { type: 'string', valueHint: 'NUMBER', description: 'How many, 1–100 (default: 20)' },
      cursor: { type: 'string', valueHint: 'CURSOR', description: 'Go on where the last page ended' },
      from: { type: 'string', valueHint: 'DAY', description: 'reconcile: the first day, in UTC' },
      to: { type: 'string', valueHint: 'DAY', description: 'reconcile: the first day after it' },
      ...serverOptions,
    },
    positionalsMax: 3,
    run: async ({ args, positionals: [name, user, value] }) => {
      const limit = readNumber('--limit', args.limit, { min: 1, max: 100 });
      const options: AdminOptions = { ...args, limit, user, value, newKey: () => world.uuid() };
      const { ask, render } = adminSubject(name, options);
      await printFrom(world, args, ask, render);
      return exitCode.ok;
    },
  });
}
