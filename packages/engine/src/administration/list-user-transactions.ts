import type { Core } from '../core.ts';
import { pageOfTransactions, type TransactionQuery } from '../credits/list-transactions.ts';
import type { UserTransactions } from './administration.ts';

/** A page of one user's ledger, newest first. */
export async function listUserTransactions(
  core: Core,
  userId: string,
  query: TransactionQuery,
): Promise<UserTransactions> {
  const [known, page] = await Promise.all([
    core.db.kysely.selectFrom('profiles').select('user_id').where('user_id', '=', userId).executeTakeFirst(),
    pageOfTransactions(core, userId, query),
  ]);
  if (!known) return { kind: 'not-found' };
  return page ? { kind: 'page', page } : { kind: 'invalid-cursor' };
}
