import type { Schema } from '@impresario/database';
import { toCredits, type Transaction } from '@impresario/protocol';
import type { Selectable } from 'kysely';

/** A movement of credits as the wire shows it. */
export function transactionOf(row: Selectable<Schema['credit_transactions']>): Transaction {
  const { id, type, amount, balance_after, track_id, operation, actor, reason, created_at } = row;
  return {
    id,
    type,
    amount: toCredits(amount),
    balanceAfter: toCredits(balance_after),
    trackId: track_id,
    operation,
    actor,
    reason,
    createdAt: created_at.toISOString(),
  };
}
