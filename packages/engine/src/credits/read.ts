import { toCredits, type Credits, type Page, type Transaction } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Caller } from '../ports.ts';
import { ensureProfile } from './ensure-profile.ts';
import { transactionOf } from './transaction-of.ts';

/** Balance and limits of a user; a first look makes the profile. */
export async function readCredits(core: Core, caller: Caller): Promise<Credits> {
  const now = core.clock.now();
  await ensureProfile(core, caller, now);
  const profile = await core.db.kysely
    .selectFrom('profiles')
    .select(['plan', 'credits_remaining', 'credits_used_today', 'credits_used_on'])
    .where('user_id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  const isToday = profile.credits_used_on === now.toISOString().slice(0, 10);
  return {
    creditsRemaining: toCredits(profile.credits_remaining),
    creditsUsedToday: isToday ? toCredits(profile.credits_used_today) : 0,
    plan: profile.plan,
    limits: core.settings.plans[profile.plan],
  };
}

/** A page of a user's transactions, newest first; null when the cursor is not one of ours. */
export async function listTransactions(
  core: Core,
  caller: Caller,
  limit: number,
  cursor: string | null,
): Promise<Page<Transaction> | null> {
  const after = cursor === null ? null : decodeCursor(cursor, 1);
  if (cursor !== null && !after) return null;
  await ensureProfile(core, caller, core.clock.now());
  let query = core.db.kysely
    .selectFrom('credit_transactions')
    .selectAll()
    .where('user_id', '=', caller.userId)
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('number', '<', Number(after[0]));
  const rows = await query.execute();
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: data.map(transactionOf),
    hasMore,
    nextCursor: hasMore && last ? encodeCursor([String(last.number)]) : null,
  };
}
