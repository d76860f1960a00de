import { toCredits, type MoveCredits } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { transactionOf } from '../credits/transaction-of.ts';
import type { Actor } from '../identity/api-key.ts';
import type { CreditsMoved } from './administration.ts';

type Outcome =
  | { readonly outcome: 'moved' | 'replayed'; readonly transactionId: string }
  | { readonly outcome: 'not-found' | 'mismatch' }
  | { readonly outcome: 'insufficient-credits'; readonly balance: number; readonly required: number };

/** Gives a user credits, or takes them, as a transaction with its actor and reason (CRE-4). */
export async function moveCredits(
  core: Core,
  userId: string,
  { amount, reason }: MoveCredits,
  by: Actor,
  idempotencyKey: string | null,
): Promise<CreditsMoved> {
  const millicredits = Math.round(amount * 1000);
  const { rows } = await sql<{ outcome: Outcome }>`
    select grant_credits(
      ${userId}, ${millicredits}, ${reason}, ${idempotencyKey}, ${JSON.stringify(by)}, ${core.clock.now()}
    ) as outcome`.execute(core.db.kysely);
  const { outcome } = rows[0]!;
  switch (outcome.outcome) {
    case 'not-found':
      return { kind: 'not-found' };
    case 'mismatch':
      return { kind: 'idempotency-mismatch' };
    case 'insufficient-credits': {
      const { balance, required } = outcome;
      return { kind: 'insufficient-credits', balance: toCredits(balance), required: toCredits(required) };
    }
    case 'moved':
    case 'replayed': {
      // A transaction never changes, so a replay shows what the first answer showed.
      const row = await core.db.kysely
        .selectFrom('credit_transactions')
        .selectAll()
        .where('id', '=', outcome.transactionId)
        .executeTakeFirstOrThrow();
      return { kind: 'moved', replayed: outcome.outcome === 'replayed', transaction: transactionOf(row) };
    }
  }
}
