import type { Page, Transaction, TransactionType } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { decodeCursor } from '../cursor.ts';
import { pageOf } from '../page-of.ts';
import type { Caller } from '../ports.ts';
import { ensureProfile } from './ensure-profile.ts';
import { transactionOf } from './transaction-of.ts';

export interface TransactionQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly type: TransactionType | null;
}

/** A page of the caller's own transactions, newest first; null when the cursor is not one of ours. */
export async function listTransactions(
  core: Core,
  caller: Caller,
  query: TransactionQuery,
): Promise<Page<Transaction> | null> {
  await ensureProfile(core, caller, core.clock.now());
  return pageOfTransactions(core, caller.userId, query);
}

/** A page of any user's transactions, newest first; empty where there is no such user. */
export async function pageOfTransactions(
  core: Core,
  userId: string,
  { limit, cursor, type }: TransactionQuery,
): Promise<Page<Transaction> | null> {
  const after = cursor === null ? null : decodeCursor(cursor, 1);
  if (cursor !== null && !after) return null;
  let query = core.db.kysely
    .selectFrom('credit_transactions')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('number', '<', Number(after[0]));
  if (type) query = query.where('type', '=', type);
  const rows = await query.execute();
  return pageOf(rows, limit, { show: transactionOf, placeOf: (row) => [String(row.number)] });
}
