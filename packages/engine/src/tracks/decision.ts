import type { OperationResult, TrackError, Warning } from '@impresario/protocol';
import type { Failure, Progress, TaskHandle } from '@impresario/provider';
import type { StagedClip } from '../assets/staged-clip.ts';

/** What an observation means for a track; `apply` writes exactly this. */
export type Decision =
  | { readonly do: 'nothing' }
  /** Write the attempt, then call the provider. */
  | { readonly do: 'start-attempt'; readonly abandon: boolean; readonly deadlineAt: Date }
  | { readonly do: 'show-progress'; readonly progress: Progress }
  | {
      readonly do: 'follow-task';
      readonly handle: TaskHandle;
      readonly lookAt: Date;
      readonly deadlineAt: Date;
    }
  /** The track is over, but the provider has a task of it: note its handle. */
  | { readonly do: 'note-task'; readonly handle: TaskHandle }
  /** The track is over, and the provider says it has the song after all (GEN-7). */
  | { readonly do: 'note-late-result'; readonly handle: TaskHandle }
  /** A callback says that something has changed: look at once. */
  | { readonly do: 'look-soon' }
  | {
      readonly do: 'look-again';
      readonly at: Date;
      readonly progress: number | null;
      readonly clips: readonly StagedClip[];
    }
  | { readonly do: 'search-again'; readonly at: Date }
  | { readonly do: 'fetch'; readonly clips: readonly StagedClip[]; readonly deadlineAt: Date }
  | { readonly do: 'fetch-again'; readonly clips: readonly StagedClip[]; readonly at: Date }
  /** The addresses have run out: ask the provider for fresh ones, and keep what is stored. */
  | { readonly do: 'ask-addresses'; readonly clips: readonly StagedClip[]; readonly at: Date }
  /** Do the same step again at `at`. */
  | { readonly do: 'postpone'; readonly at: Date }
  | {
      readonly do: 'complete';
      readonly clips: readonly StagedClip[];
      readonly result: OperationResult | null;
    }
  /** One of several versions is there, each made by a call of its own: keep it and make the next. */
  | { readonly do: 'next-variant'; readonly clips: readonly StagedClip[]; readonly deadlineAt: Date }
  /** The versions made so far are all there will be: the call for the next one failed. */
  | { readonly do: 'complete-short'; readonly failure: Failure | null; readonly warning: Warning }
  /** The attempt failed for certain; a new one may start at `at`. `failure` is null when we gave it up ourselves. */
  | {
      readonly do: 'try-again';
      readonly at: Date;
      readonly failure: Failure | null;
      /** Everybody's submits fail at the moment. */
      readonly duringOutage: boolean;
    }
  | {
      readonly do: 'end';
      readonly status: 'failed' | 'cancelled';
      readonly error: TrackError;
      readonly refund: boolean;
      readonly failure: Failure | null;
    };
