import type {
  AuditAction,
  AuditEntry,
  ChangePlan,
  MoveCredits,
  Page,
  TrackStatus,
  Transaction,
  User,
  UserDetail,
  UserTrack,
} from '@impresario/protocol';
import type { TransactionQuery } from '../credits/list-transactions.ts';
import type { Actor } from '../identity/api-key.ts';

export interface UserTrackQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly status: TrackStatus | null;
  readonly userId: string | null;
  /** Only those that nothing will move any more. */
  readonly stuckOnly: boolean;
}

export interface UserQuery {
  readonly limit: number;
  readonly cursor: string | null;
  /** Looked for in the user ids. */
  readonly search: string | null;
  /** `active`: only who asked for songs in the last day, those with the most first. */
  readonly order: 'newest' | 'active';
}

export interface AuditQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly action: AuditAction | null;
  /** The user it is about. */
  readonly subject: string | null;
  /** The user who did it. */
  readonly actor: string | null;
}

export type UserTransactions =
  | { readonly kind: 'page'; readonly page: Page<Transaction> }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'invalid-cursor' };

export type CreditsMoved =
  | { readonly kind: 'moved'; readonly replayed: boolean; readonly transaction: Transaction }
  | { readonly kind: 'not-found' }
  /** The key was used for another move. */
  | { readonly kind: 'idempotency-mismatch' }
  | { readonly kind: 'insufficient-credits'; readonly balance: number; readonly required: number };

/** What administrators may do; every change is in the audit log (CRE-4). Pages are null for a cursor that is not ours. */
export interface AdministrationVerbs {
  listUsers(query: UserQuery): Promise<Page<User> | null>;
  readUser(userId: string): Promise<UserDetail | null>;
  listUserTracks(query: UserTrackQuery): Promise<Page<UserTrack> | null>;
  /** Newest first. */
  listUserTransactions(userId: string, query: TransactionQuery): Promise<UserTransactions>;
  /** Newest first. */
  listAuditLog(query: AuditQuery): Promise<Page<AuditEntry> | null>;
  /** The same key again gives the same transaction and moves nothing. */
  moveCredits(
    userId: string,
    body: MoveCredits,
    by: Actor,
    idempotencyKey: string | null,
  ): Promise<CreditsMoved>;
  /** The user after it; null when there is none. */
  changePlan(userId: string, body: ChangePlan, by: Actor): Promise<User | null>;
  /** How many keys were ended; null when there is no such user. */
  revokeApiKeys(userId: string, by: Actor): Promise<number | null>;
}
