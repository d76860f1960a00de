import { trackStatuses, type TrackStatus, type UserDetail } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { transactionOf } from '../credits/transaction-of.ts';
import { listApiKeys } from '../identity/list-api-keys.ts';
import { findUser } from './find-user.ts';

const transactionsShown = 10;

interface Counts {
  readonly api_keys: number;
  readonly tracks: Partial<Record<TrackStatus, number>>;
}

/** One user with what an operator asks next; null when there is none. */
export async function readUser(core: Core, userId: string): Promise<UserDetail | null> {
  const { kysely } = core.db;
  const now = core.clock.now();
  const [user, keys, transactions, counts] = await Promise.all([
    findUser(core, userId),
    listApiKeys(core, userId),
    kysely
      .selectFrom('credit_transactions')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('number', 'desc')
      .limit(transactionsShown)
      .execute(),
    sql<Counts>`
      select
        (
          select count(*)::integer from api_keys
          where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > ${now})
        ) as api_keys,
        (
          select coalesce(jsonb_object_agg(status, n), '{}')
          from (select status, count(*) as n from tracks where user_id = ${userId} and makes_song group by status) s
        ) as tracks`.execute(kysely),
  ]);
  if (!user) return null;
  const { api_keys: apiKeys, tracks } = counts.rows[0]!;
  return {
    ...user,
    limits: core.settings.plans[user.plan],
    tracks: Object.fromEntries(
      trackStatuses.map((status) => [status, tracks[status] ?? 0]),
    ) as UserDetail['tracks'],
    apiKeys,
    keys,
    transactions: transactions.map(transactionOf),
  };
}
