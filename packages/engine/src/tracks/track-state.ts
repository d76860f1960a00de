import type { Capabilities, Operation, TrackStatus, Warning } from '@impresario/protocol';
import type { Failure, TaskHandle } from '@impresario/provider';
import type { StagedClip } from '../assets/staged-clip.ts';
import type { EngineSettings } from '../ports.ts';

/** The newest try of a track. */
export interface AttemptState {
  readonly id: string;
  readonly number: number;
  readonly status: 'sending' | 'accepted' | 'finished' | 'failed' | 'unknown' | 'abandoned';
  readonly correlation: string;
  readonly handle: TaskHandle | null;
  readonly clips: readonly StagedClip[] | null;
}

/** All that a decision about a track may depend on, read under its lock. */
export interface TrackState {
  readonly id: string;
  readonly operation: Operation;
  readonly status: TrackStatus;
  readonly step: 'submit' | 'reconcile' | 'poll' | 'ingest' | null;
  readonly pollCount: number;
  readonly progress: number | null;
  readonly stage: string | null;
  readonly startedAt: Date | null;
  /** When a callback last asked for a look. */
  readonly hintedAt: Date | null;
  readonly queueDeadlineAt: Date;
  readonly deadlineAt: Date;
  readonly attempt: AttemptState | null;
  /** Kinds of the failures so far, oldest first. */
  readonly failures: readonly Failure['kind'][];
  /**
   * Versions wanted and already made, where each needs a call of its own; `wanted` is 1 where one call makes all.
   */
  readonly variants: { readonly wanted: number; readonly made: number };
  readonly warnings: readonly Warning[];
  /** null when the provider is no longer configured. */
  readonly delivery: Capabilities['delivery'] | null;
  /** Whether the provider fails everybody at the moment, so that a failure says nothing of this track. */
  readonly isProviderDown: boolean;
  /** When the provider's rate has room for a submit; null for now. Known at a turn only. */
  readonly submitAt: Date | null;
}

/** Deadlines and pauses of `EngineSettings` that decisions use. */
export type Timing = Pick<
  EngineSettings,
  | 'maxQueueMs'
  | 'submitTimeoutMs'
  | 'inlineSubmitTimeoutMs'
  | 'maxProcessingMs'
  | 'maxDownloadMs'
  | 'pollInitialMs'
  | 'pollMaxMs'
  | 'pollBackoff'
>;
