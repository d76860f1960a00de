import type {
  BoostStyle,
  CreateLyrics,
  CreatePersona,
  CreateTrack,
  Credits,
  Extend,
  FigurePeriod,
  Figures,
  InvariantReport,
  Operation,
  OperationResource,
  Orphan,
  Overview,
  OnVersion,
  OverAudio,
  Page,
  Persona,
  Provider,
  Reconciliation,
  ReplaceSection,
  Stems,
  TrackSnapshot,
  TrackStatus,
  Transaction,
  TransactionType,
  Upload,
  Warning,
} from '@impresario/protocol';
import type { AdministrationVerbs } from './administration/administration.ts';
import type { ApiKeyVerbs } from './identity/api-key.ts';
import type { StreamTicketVerbs } from './identity/stream-ticket.ts';
import type { OpenStatement, Period } from './credits/open-statement.ts';
import type { WorkState } from './overview/read-work.ts';
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
  | { readonly kind: 'unsupported'; readonly warnings: readonly Warning[] }
  /** What the chosen model does not take; `parameter` is a field of the body. */
  | {
      readonly kind: 'invalid';
      readonly faults: readonly { readonly parameter: string; readonly message: string }[];
    }
  | { readonly kind: 'unsupported-operation'; readonly provider: string; readonly operation: Operation }
  /** Its key or its credit was refused; nothing was written and nothing charged. `detail` is fit for a user. */
  | { readonly kind: 'provider-unavailable'; readonly provider: string; readonly detail: string };

export interface Submission {
  readonly caller: Caller;
  readonly body: CreateTrack;
  /** Checked: 1–255 printable ASCII characters, or null (IDM-1). */
  readonly idempotencyKey: string | null;
}

/** What may be asked of a finished track, or of nothing (spec §9). */
export type OperationAsk =
  | { readonly operation: 'extend'; readonly trackId: string; readonly body: Extend }
  | { readonly operation: 'replace-section'; readonly trackId: string; readonly body: ReplaceSection }
  | {
      readonly operation: 'cover' | 'add-vocals' | 'add-instrumental';
      readonly trackId: string;
      readonly body: OverAudio;
    }
  | { readonly operation: 'stems'; readonly trackId: string; readonly body: Stems }
  | {
      readonly operation: 'wav' | 'video' | 'timestamped-lyrics';
      readonly trackId: string;
      readonly body: OnVersion;
    }
  | { readonly operation: 'persona'; readonly trackId: string; readonly body: CreatePersona }
  | { readonly operation: 'lyrics'; readonly body: CreateLyrics }
  | { readonly operation: 'style'; readonly body: BoostStyle };

/** `response` of an admission is the new track, or the operation for what makes no track. */
export type Operated =
  | Admission
  | { readonly kind: 'not-found' }
  /** The track has no such version. */
  | { readonly kind: 'no-such-version' }
  /** Only a completed track can be worked on. */
  | { readonly kind: 'illegal'; readonly status: TrackStatus };

export type Claimed =
  | { readonly kind: 'claimed'; readonly track: TrackSnapshot }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'illegal'; readonly status: TrackStatus }
  /** The provider was asked and has no finished song, at least not yet. */
  | { readonly kind: 'nothing-there' }
  | { readonly kind: 'insufficient-credits'; readonly balance: number; readonly required: number };

/** A POST of a provider as it came in (CAL-1). */
export interface ReceivedCallback {
  readonly provider: string;
  /** From the address; null on the alias that has none. */
  readonly correlation: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type CallbackReceipt =
  /** Stored. `known`: it belongs to a task we know; an unknown one is kept and applied once it is known (CAL-4). */
  | { readonly kind: 'stored'; readonly known: boolean }
  | { readonly kind: 'no-such-provider' }
  | { readonly kind: 'missing-signature' }
  | { readonly kind: 'invalid-signature' }
  | { readonly kind: 'invalid-json' }
  | { readonly kind: 'missing-task-id' };

export type UploadOutcome =
  | { readonly kind: 'stored'; readonly upload: Upload }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-audio'; readonly reason: string };

export interface TrackQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly status: TrackStatus | null;
  readonly provider: string | null;
  /** Words looked for in title, prompt and tags. */
  readonly search: string | null;
  /** Only what was made from this track: its extensions, covers and so on, its retries, its late result. */
  readonly sourceTrackId: string | null;
}

export type Change =
  | { readonly kind: 'done'; readonly track: TrackSnapshot }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'illegal'; readonly status: TrackStatus };

/** What the rest of the house may ask of the durable core. Credits are decimals, as on the wire. */
export interface Engine extends ApiKeyVerbs, StreamTicketVerbs, AdministrationVerbs {
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
  /** Starts an operation, paid and limited like any other work (spec §9). */
  operate(submission: {
    readonly caller: Caller;
    readonly ask: OperationAsk;
    readonly idempotencyKey: string | null;
  }): Promise<Operated>;
  /** null also for what is another user's. */
  readOperation(userId: string, operationId: string): Promise<OperationResource | null>;
  /** Resolves once it is terminal, or as it is when `signal` aborts. */
  waitForOperation(
    userId: string,
    operationId: string,
    signal: AbortSignal,
  ): Promise<OperationResource | null>;
  listPersonas(userId: string): Promise<Persona[]>;
  /** A new track from the late result of a failed one, charged once; a second claim gives the same track (GEN-7). */
  claimTrack(caller: Caller, trackId: string): Promise<Claimed>;
  /** Checks and stores; the work comes after (CAL-1). */
  receiveCallback(callback: ReceivedCallback): Promise<CallbackReceipt>;
  /** Keeps reference audio of a user; `body` is read to its end or to its limit. */
  saveUpload(caller: Caller, body: AsyncIterable<Uint8Array>): Promise<UploadOutcome>;
  /** What an operator looks at first. */
  readOverview(): Promise<Overview>;
  /** What happened hour by hour or day by day. */
  readFigures(period: FigurePeriod): Promise<Figures>;
  readWork(): Promise<WorkState>;
  /** Looks through the database now; callers at the same time share one look (I1…I17). */
  checkInvariants(): Promise<InvariantReport>;
  /** What the last look of any process found; null before the first. */
  readInvariantReport(): Promise<InvariantReport | null>;
  /** What providers may bill beside what users paid, by day and provider. */
  reconcile(period: Period): Promise<Reconciliation>;
  /** Newest first. */
  listOrphans(limit: number): Promise<Orphan[]>;
  /** Removes a finished track and its files; its charges stay in the ledger. */
  removeTrack(userId: string, trackId: string): Promise<Change>;
  readCredits(caller: Caller): Promise<Credits>;
  /** null when the cursor is not one of ours. */
  listTransactions(
    caller: Caller,
    limit: number,
    cursor: string | null,
    type?: TransactionType | null,
  ): Promise<Page<Transaction> | null>;
  /** The ledger of a user over a time, to be read in pages (CRE-4). */
  openStatement(caller: Caller, period: Period): Promise<OpenStatement>;
  listProviders(): Promise<Provider[]>;
  /** The stored file's type and download name; null when no track of anybody's has it. */
  readFile(
    key: string,
  ): Promise<{ readonly mimeType: string; readonly fileName: string; readonly sha256: string } | null>;
  /** Resolves with the track once it is terminal or as wanted, or as it is when `signal` aborts. null when it is not the user's. */
  waitForTrack(
    userId: string,
    trackId: string,
    signal: AbortSignal,
    isWanted?: (track: TrackSnapshot) => boolean,
  ): Promise<TrackSnapshot | null>;
  /** Called after each commit that wrote events, in this process. Returns how to stop. */
  onEvents(listener: () => void): () => void;
  /** Called after each commit here that may have made work due, for the processes that do it. Returns how to stop. */
  onWork(listener: () => void): () => void;
  /**
   * Another process said that it committed something: work, for which this one looks at once where it does any, or
   * events, which somebody here may wait for.
   */
  hear(topic: 'work' | 'events'): void;
  /** Begins taking due rows. */
  start(): Promise<void>;
  /** Takes nothing new, hands leases back, waits for what cannot be handed back (GEN-8). */
  stop(): Promise<void>;
}
