import type { Capabilities } from '@impresario/protocol';
import type { PollOutcome, SubmitOutcome, TaskHandle } from './outcome.ts';
import type { Warning } from '@impresario/protocol';
import type { Failure } from './failure.ts';
import type { CallPrices } from './call-prices.ts';
import type { CallbackReader } from './callback.ts';
import type { MusicRequest, SideRequest } from './request.ts';

export interface Progress {
  /** 0–1. */
  readonly fraction: number;
  /** What is being done, in words a person reads. */
  readonly stage: string;
}

/** What the engine lends an adapter for one call. */
export interface Call {
  /** Aborted at the call's deadline and when the track is cancelled. */
  readonly signal: AbortSignal;
}

export interface SubmitCall extends Call {
  readonly trackId: string;
  /** Unguessable; part of the callback address, so that a lost reply can still be matched (GEN-2). */
  readonly correlation: string;
  /** Where the provider shall post its callbacks; null when we cannot be reached. */
  readonly callbackUrl: string | null;
  onProgress(progress: Progress): void;
  /** The bytes of `referenceKey` or, fetched with care, of `referenceAudioUrl`; null when the request has neither. */
  readonly readReference: (() => Promise<{ bytes: Uint8Array; mimeType: string }>) | null;
}

/** Why a request cannot be sent; `parameter` is a field of our own API. */
export interface Fault {
  readonly parameter: string;
  readonly message: string;
}

/** What an adapter says of a request before it is accepted. */
export interface Review {
  /** The request is refused with 400. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Warning[];
}

/** The operator's account at the provider; null where the provider does not say. */
export interface Account {
  readonly creditsLeft: number | null;
  readonly concurrencyMax: number | null;
}

export type AccountOutcome =
  | { readonly kind: 'seen'; readonly account: Account }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * One provider of music (PRO-1). Expected failures are values; an exception means an unknown outcome. The
 * engine owns every retry.
 */
export interface MusicProvider {
  readonly capabilities: Capabilities;
  /** Its own rules beyond the capabilities, as data cannot tell them. Pure. */
  review?(request: MusicRequest): Review;
  /**
   * Starts a song with exactly one upstream request that may be billed; an inline provider returns the finished
   * clips. Free preparations, such as handing over reference audio, may come before it.
   */
  submit(request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome>;
  /** The same for work beside a song; present where the capabilities list any. */
  operate?(request: SideRequest, call: SubmitCall): Promise<SubmitOutcome>;
  /** Looks at a task; never billable. Present where `delivery.shape` is `task`. */
  poll?(handle: TaskHandle, call: Call): Promise<PollOutcome>;
  /** Finds the task of an attempt whose reply was lost; null when the provider has no such task. */
  find?(correlation: string, call: Call): Promise<TaskHandle | null>;
  /** Stops a task where the provider can. */
  cancel?(handle: TaskHandle, call: Call): Promise<{ readonly stopped: boolean }>;
  /** Reads what the provider posts to us; absent where it posts nothing. */
  readonly callbacks?: CallbackReader;
  /** Absent where calls cost nothing. */
  readonly callPrices?: CallPrices;
  /** Looks at our account; never billable. */
  account?(call: Call): Promise<AccountOutcome>;
  /** Frees workers and connections. */
  close?(): Promise<void>;
}
