import type { Capabilities } from '@impresario/protocol';
import type { PollOutcome, SubmitOutcome, TaskHandle } from './outcome.ts';
import type { MusicRequest } from './request.ts';

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
}

/**
 * One provider of music (PRO-1). Expected failures are values; an exception means an unknown outcome. The
 * engine owns every retry.
 */
export interface MusicProvider {
  readonly capabilities: Capabilities;
  /** Starts a song with exactly one upstream request; an inline provider returns the finished clips. */
  submit(request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome>;
  /** Looks at a task; never billable. Present where `delivery.shape` is `task`. */
  poll?(handle: TaskHandle, call: Call): Promise<PollOutcome>;
  /** Finds the task of an attempt whose reply was lost; null when the provider has no such task. */
  find?(correlation: string, call: Call): Promise<TaskHandle | null>;
  /** Stops a task where the provider can. */
  cancel?(handle: TaskHandle, call: Call): Promise<{ readonly stopped: boolean }>;
  /** Frees workers and connections. */
  close?(): Promise<void>;
}
