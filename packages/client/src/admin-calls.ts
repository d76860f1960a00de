import type {
  AuditAction,
  AuditEntry,
  Examination,
  FigurePeriod,
  Figures,
  Finding,
  InvariantReport,
  Orphan,
  Overview,
  Page,
  Plan,
  Reconciliation,
  TrackStatus,
  Transaction,
  TransactionType,
  User,
  UserDetail,
  UserTrack,
} from '@impresario/protocol';
import type { StatementOptions } from './credit-calls.ts';
import type { CallOptions } from './track-calls.ts';
import { order } from './order.ts';
import type { Transport } from './transport.ts';

const longLookMs = 300_000;

interface PageOptions extends CallOptions {
  limit?: number | undefined;
  cursor?: string | undefined;
}

interface UserTrackOptions extends PageOptions {
  status?: TrackStatus | undefined;
  userId?: string | undefined;
  /** Only those that nothing will move any more. */
  stuck?: boolean | undefined;
}

interface UserOptions extends PageOptions {
  /** A part of the id. */
  q?: string | undefined;
  /** `active`: only who asked for songs in the last day, most first; newest first when not given. */
  order?: 'newest' | 'active' | undefined;
}

interface AuditOptions extends PageOptions {
  action?: AuditAction | undefined;
  /** The user it is about. */
  subject?: string | undefined;
  /** The user who did it. */
  actor?: string | undefined;
}

/** What only operators may ask: the owner of a local server, or a token or key with the role `admin`. */
export function adminCalls(transport: Transport) {
  const path = (userId: string, what = '') => `/v1/admin/users/${encodeURIComponent(userId)}${what}`;

  return {
    /** Counts over all users. */
    overview: ({ signal }: CallOptions = {}): Promise<Overview> =>
      transport.json('/v1/admin/overview', { signal }),
    /** What happened in the last hours or days, one point for each; the last 24 hours when not given. */
    figures: ({
      signal,
      ...query
    }: CallOptions & { period?: FigurePeriod | undefined } = {}): Promise<Figures> =>
      transport.json('/v1/admin/figures', { query, signal }),
    /** Looks through the whole database for rows that break a rule; takes as long as that takes. */
    invariants: ({ signal }: CallOptions = {}): Promise<InvariantReport> =>
      transport.json('/v1/admin/invariants', { signal, replyWithinMs: longLookMs }),
    /** Walks the checklist of a deployment, as far as the server can see it. */
    examine: async ({ signal }: CallOptions = {}): Promise<Finding[]> =>
      (await transport.json<Examination>('/v1/admin/doctor', { signal, replyWithinMs: longLookMs })).findings,
    /** What providers may bill beside what users paid, by day and provider; the current month unless told. */
    reconciliation: ({ signal, ...query }: StatementOptions = {}): Promise<Reconciliation> =>
      transport.json('/v1/admin/reconciliation', { query, signal }),
    /** Tasks that may have been billed although their track is over, newest first; 20 unless told. */
    orphans: async ({ signal, ...query }: CallOptions & { limit?: number | undefined } = {}): Promise<
      Orphan[]
    > => (await transport.json<{ data: Orphan[] }>('/v1/admin/orphans', { query, signal })).data,
    /** Tracks of everybody, newest first. */
    tracks: ({ signal, ...query }: UserTrackOptions = {}): Promise<Page<UserTrack>> =>
      transport.json('/v1/admin/tracks', { query, signal }),
    users: ({ signal, ...query }: UserOptions = {}): Promise<Page<User>> =>
      transport.json('/v1/admin/users', { query, signal }),
    user: (userId: string, { signal }: CallOptions = {}): Promise<UserDetail> =>
      transport.json(path(userId), { signal }),
    /** Every movement of a user's credits, newest first. */
    transactions: (
      userId: string,
      { signal, ...query }: PageOptions & { type?: TransactionType | undefined } = {},
    ): Promise<Page<Transaction>> => transport.json(path(userId, '/transactions'), { query, signal }),
    /** Gives credits, or takes them when negative; once for each key, however often it is sent. */
    moveCredits: (
      userId: string,
      body: { amount: number; reason: string },
      { idempotencyKey, signal }: CallOptions & { idempotencyKey: string },
    ): Promise<Transaction> => order(transport, path(userId, '/credits'), body, { idempotencyKey, signal }),
    changePlan: (
      userId: string,
      body: { plan: Plan; reason?: string | undefined },
      { signal }: CallOptions = {},
    ): Promise<User> =>
      transport.json(path(userId, '/plan'), { method: 'PUT', body, repeatable: true, signal }),
    /** Ends all API keys of a user. */
    revokeKeys: (userId: string, { signal }: CallOptions = {}): Promise<{ revoked: number }> =>
      transport.json(path(userId, '/keys'), { method: 'DELETE', signal }),
    /** What administrators and keys changed, newest first. */
    audit: ({ signal, ...query }: AuditOptions = {}): Promise<Page<AuditEntry>> =>
      transport.json('/v1/admin/audit', { query, signal }),
  };
}
