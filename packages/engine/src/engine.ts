import type {
  CreateTrack,
  Credits,
  Page,
  Provider,
  TrackSnapshot,
  TrackStatus,
  Transaction,
  Warning,
} from '@impresario/protocol';
import type { Caller } from './ports.ts';

/** One limit as it stands, for the `RateLimit` headers (LIM-2). */
export interface QuotaState {
  readonly name: 'minute' | 'day' | 'concurrent';
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until more is available; null for `concurrent`, which time does not free. */
  readonly resetSeconds: number | null;
}

export type Admission =
  /** `response` is the reply's body, the same bytes for every replay (IDM-2). */
  | {
      readonly kind: 'admitted';
      readonly replayed: boolean;
      readonly trackId: string;
      readonly response: string;
      /** Empty on a replay, which burns no quota. */
      readonly quotas: readonly QuotaState[];
    }
  | { readonly kind: 'idempotency-mismatch'; readonly trackId: string }
  | {
      readonly kind: 'limited';
      readonly by: 'minute' | 'day' | 'concurrent';
      readonly quotas: readonly QuotaState[];
      readonly retryAfterSeconds: number;
      readonly resetAt: Date;
      readonly activeTrackIds: readonly string[];
    }
  | { readonly kind: 'insufficient-credits'; readonly balance: number; readonly required: number }
  | { readonly kind: 'track-id-taken'; readonly byCaller: boolean }
  | { readonly kind: 'unknown-provider'; readonly asked: string; readonly available: readonly string[] }
  | { readonly kind: 'unsupported'; readonly warnings: readonly Warning[] };

export interface Submission {
  readonly caller: Caller;
  readonly body: CreateTrack;
  /** Checked: 1–255 printable ASCII characters, or null (IDM-1). */
  readonly idempotencyKey: string | null;
}

export interface TrackQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly status: TrackStatus | null;
  readonly provider: string | null;
  /** Words looked for in title, prompt and tags. */
  readonly search: string | null;
}

export type Change =
  | { readonly kind: 'done'; readonly track: TrackSnapshot }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'illegal'; readonly status: TrackStatus };

/** What the rest of the house may ask of the durable core. Credits are decimals, as on the wire. */
export interface Engine {
  admit(submission: Submission): Promise<Admission>;
  /** null also for a track of somebody else (SEC-1). */
  readTrack(userId: string, trackId: string): Promise<TrackSnapshot | null>;
  /** null when the cursor is not one of ours. */
  listTracks(userId: string, query: TrackQuery): Promise<Page<TrackSnapshot> | null>;
  cancelTrack(userId: string, trackId: string): Promise<Change>;
  /** A new track from a finished one's request, with `edits` over it (GEN-10). */
  retryTrack(
    submission: Omit<Submission, 'body'>,
    trackId: string,
    edits: Partial<CreateTrack>,
  ): Promise<
    Admission | { readonly kind: 'not-found' } | { readonly kind: 'illegal'; readonly status: TrackStatus }
  >;
  /** Removes a finished track and its files; its charges stay in the ledger. */
  removeTrack(userId: string, trackId: string): Promise<Change>;
  readCredits(caller: Caller): Promise<Credits>;
  listTransactions(caller: Caller, limit: number, cursor: string | null): Promise<Page<Transaction> | null>;
  listProviders(): Promise<Provider[]>;
  /** The stored file's type and download name; null when no track of anybody's has it. */
  readFile(
    key: string,
  ): Promise<{ readonly mimeType: string; readonly fileName: string; readonly sha256: string } | null>;
  /** Resolves with the track once it is terminal, or as it is when `signal` aborts. null when it is not the user's. */
  waitForTrack(userId: string, trackId: string, signal: AbortSignal): Promise<TrackSnapshot | null>;
  /** Called after each commit that wrote events, in this process. Returns how to stop. */
  onEvents(listener: () => void): () => void;
  /** Begins taking due rows. */
  start(): Promise<void>;
  /** Takes nothing new, hands leases back, waits for what cannot be handed back (GEN-8). */
  stop(): Promise<void>;
}
