import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Written as JSON text, read as values. */
type Json = JSONColumnType<object>;
type NullableJson = ColumnType<object | null, string | null, string | null>;

export interface TracksTable {
  id: string;
  user_id: string;
  idempotency_key: string | null;
  fingerprint: Buffer;
  response: string;
  operation: Generated<string>;
  /** false: work beside a track, shown as an operation. */
  makes_song: Generated<boolean>;
  source_track_id: string | null;
  source_version_id: string | null;
  claimed_from: string | null;
  retried_from: string | null;
  result: NullableJson;
  hinted_at: Date | null;
  provider: string;
  model: string | null;
  title: string | null;
  prompt: string;
  lyrics: string | null;
  style_tags: string[];
  has_vocals: boolean | null;
  project_id: string | null;
  body: Json;
  request: Json;
  warnings: ColumnType<object[], string, string>;
  price: number;
  status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
  revision: number;
  task_id: string | null;
  progress: number | null;
  stage: string | null;
  error: NullableJson;
  refunded: Generated<number>;
  step: 'submit' | 'reconcile' | 'poll' | 'ingest' | null;
  due_at: Date | null;
  lease_until: Date | null;
  lease_epoch: Generated<number>;
  poll_count: Generated<number>;
  queue_deadline_at: Date;
  deadline_at: Date;
  estimated_completion_at: Date | null;
  created_at: Date;
  updated_at: Date;
  started_at: Date | null;
  completed_at: Date | null;
  deleted_at: Date | null;
}

export interface AttemptsTable {
  id: string;
  track_id: string;
  provider: string;
  number: number;
  correlation: string;
  status: 'sending' | 'accepted' | 'finished' | 'failed' | 'unknown' | 'abandoned';
  handle: NullableJson;
  task_id: string | null;
  clips: NullableJson;
  failure: NullableJson;
  created_at: Date;
  answered_at: Date | null;
  late_result_at: Date | null;
  finished_at: Date | null;
}

export interface TrackVersionsTable {
  id: string;
  track_id: string;
  variant_index: number;
  is_primary: boolean;
  provider_clip_id: string | null;
  title: string | null;
  lyrics: string | null;
  duration_seconds: number | null;
  sections: ColumnType<object[], string, string>;
  stream_url: string | null;
  created_at: Date;
}

export interface AssetsTable {
  id: string;
  track_id: string;
  version_id: string;
  kind: 'audio' | 'cover' | 'video' | 'peaks' | 'stem' | 'wav';
  name: string;
  key: string;
  mime_type: string;
  bytes: number;
  sha256: string;
  created_at: Date;
}

export interface ProfilesTable {
  user_id: string;
  plan: 'free' | 'pro' | 'premium';
  credits_remaining: number;
  credits_used_today: number;
  credits_used_on: string;
  created_at: Date;
  updated_at: Date;
}

export interface CreditTransactionsTable {
  number: Generated<number>;
  id: string;
  user_id: string;
  track_id: string | null;
  operation: string | null;
  type: 'grant' | 'generation' | 'refund' | 'correction' | 'claim';
  amount: number;
  balance_after: number;
  actor: string;
  reason: string;
  created_at: Date;
}

export interface EventsTable {
  xid: Generated<string>;
  id: Generated<number>;
  user_id: string;
  track_id: string;
  type: string;
  revision: number;
  track: Json;
  occurred_at: Date;
}

export interface ProviderStatesTable {
  provider: string;
  failure_streak: Generated<number>;
  paused_until: Date | null;
  blocked_kind: 'auth' | 'no-credit' | 'misconfigured' | null;
  blocked_at: Date | null;
  credits_left: number | null;
  concurrency_max: number | null;
  account_seen_at: Date | null;
}

export interface CallbacksTable {
  id: string;
  provider: string;
  correlation: string | null;
  task_id: string | null;
  body: Json;
  hash: Buffer;
  trust: 'trusted' | 'hint';
  status: 'waiting' | 'applied' | 'ignored';
  reason: string | null;
  due_at: Date | null;
  received_at: Date;
  applied_at: Date | null;
}

export interface UploadsTable {
  id: string;
  user_id: string;
  key: string;
  mime_type: string;
  bytes: number;
  sha256: string;
  duration_seconds: number;
  created_at: Date;
}

export interface ApiKeysTable {
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: ('read' | 'write' | 'admin')[];
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
}

export interface StreamTicketsTable {
  hash: Buffer;
  user_id: string;
  key_id: string | null;
  proof_expires_at: Date | null;
  expires_at: Date;
}

/** Only ever added to. */
export interface AuditLogTable {
  number: Generated<number>;
  id: string;
  actor: string;
  action: 'credits.move' | 'plan.change' | 'key.create' | 'key.revoke';
  subject: string;
  details: Json;
  request_id: string | null;
  idempotency_key: string | null;
  created_at: Date;
}

export interface InvariantChecksTable {
  is_only: Generated<boolean>;
  checked_at: Date;
  took_ms: number;
  survey: Json;
}

/** A view. */
export interface OrphansView {
  attempt_id: string;
  track_id: string;
  user_id: string;
  provider: string;
  operation: string;
  task_id: string | null;
  status: 'accepted' | 'unknown';
  track_status: TracksTable['status'];
  error_code: string | null;
  late_result_at: Date | null;
  claimed_by: string | null;
  created_at: Date;
}

/** The tables of `migrations/`, as rows in TypeScript. */
export interface Schema {
  tracks: TracksTable;
  attempts: AttemptsTable;
  track_versions: TrackVersionsTable;
  assets: AssetsTable;
  profiles: ProfilesTable;
  credit_transactions: CreditTransactionsTable;
  events: EventsTable;
  provider_states: ProviderStatesTable;
  callbacks: CallbacksTable;
  uploads: UploadsTable;
  api_keys: ApiKeysTable;
  stream_tickets: StreamTicketsTable;
  audit_log: AuditLogTable;
  invariant_checks: InvariantChecksTable;
  orphans: OrphansView;
}
