import { toCredits, type Statement, type Transaction } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Caller } from '../ports.ts';
import { ensureProfile } from './ensure-profile.ts';
import { transactionOf } from './transaction-of.ts';

/** A time from `from` on and before `to`. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** A statement whose transactions are read page by page as they are asked for, oldest first. */
export interface OpenStatement extends Omit<Statement, 'transactions'> {
  readonly pages: AsyncIterable<readonly Transaction[]>;
}

/** A user's ledger over a time, as it is at this moment: what is booked while the pages are read is not in it. */
export async function openStatement(core: Core, caller: Caller, period: Period): Promise<OpenStatement> {
  await ensureProfile(core, caller, core.clock.now());
  const frame = await readFrame(core, caller.userId, period);
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    openingBalance: toCredits(frame.opening),
    closingBalance: toCredits(frame.closing),
    pages: readPages(core, caller.userId, period, frame),
  };
}

interface Frame {
  readonly opening: number;
  readonly closing: number;
  /** The numbers between which the period's transactions are; null when it has none. */
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * Numbers are given while the profile is locked, so those of one user become visible in their order: all up to `last`
 * are there now and stay as they are. Times are those of the nodes and may go back a little from one to the next.
 */
async function readFrame(core: Core, userId: string, { from, to }: Period): Promise<Frame> {
  const { rows } = await sql<Frame>`
    select
      coalesce(sum(amount) filter (where created_at < ${from}), 0)::bigint as opening,
      coalesce(sum(amount) filter (where created_at < ${to}), 0)::bigint as closing,
      min(number) filter (where created_at >= ${from} and created_at < ${to}) as first,
      max(number) filter (where created_at >= ${from} and created_at < ${to}) as last
    from credit_transactions where user_id = ${userId}`.execute(core.db.kysely);
  return rows[0]!;
}

const pageRows = 1_000;

async function* readPages(core: Core, userId: string, { from, to }: Period, { first, last }: Frame) {
  if (first === null || last === null) return;
  for (let after = first - 1; after < last;) {
    const rows = await core.db.kysely
      .selectFrom('credit_transactions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('number', '>', after)
      .where('number', '<=', last)
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .orderBy('number')
      .limit(pageRows)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(transactionOf);
    after = rows.at(-1)!.number;
  }
}
