import type { Plan, Plans, Prices } from '@impresario/protocol';

/** Time, passed in, so that the whole engine also runs on a virtual clock. */
export interface Clock {
  now(): Date;
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

/** Chance, passed in, so that a run can be repeated exactly. */
export interface Dice {
  /** A UUID v7 whose time is `at`. */
  id(at: Date): string;
  /** An unguessable URL-safe string of at least 128 bits. */
  secret(): string;
  /** 0 ≤ fraction < 1, for jitter. */
  fraction(): number;
}

/** Structured log; never given prompt text or secrets. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What work costs and how much of it a plan allows, how long each part of a track's life may take (GEN-7), and how often a task is looked at (GEN-8). */
export interface EngineSettings {
  readonly defaultProvider: string;
  /** What an operation costs from now on; what was admitted keeps the price it was admitted for (CRE-1). */
  readonly prices: Prices;
  readonly plans: Plans;
  /** What operators are paid for a credit, where they want it set against what providers bill. */
  readonly creditPriceUsd: number | null;
  readonly maxQueueMs: number;
  readonly submitTimeoutMs: number;
  readonly inlineSubmitTimeoutMs: number;
  readonly maxProcessingMs: number;
  readonly maxDownloadMs: number;
  readonly pollInitialMs: number;
  readonly pollMaxMs: number;
  readonly pollBackoff: number;
  /** How long a worker's claim on a row lasts without renewal. */
  readonly leaseMs: number;
  /** How often the table is looked at when nothing nudges. */
  readonly lookEveryMs: number;
  /** Public address for callbacks; null when providers cannot reach us. */
  readonly callbackBaseUrl: string | null;
  /** Another address for the callbacks of a provider, by its id, with `{correlation}` where that belongs. */
  readonly callbackUrls: Readonly<Record<string, string>>;
}

/** Who asks, and what a profile made for a first request is given. */
export interface Caller {
  readonly userId: string;
  readonly signup: { readonly plan: Plan; readonly millicredits: number };
}
