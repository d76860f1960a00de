import type { OperationResult } from '@impresario/protocol';
import type { Failure, PollOutcome, Progress, Snapshot, TaskHandle } from '@impresario/provider';
import type { StagedClip } from '../assets/staged-clip.ts';

/** What one try of ours brought, its bytes already in our store. */
export type AttemptOutcome =
  | { readonly kind: 'accepted'; readonly handle: TaskHandle }
  | {
      readonly kind: 'finished';
      readonly clips: readonly StagedClip[];
      readonly result?: OperationResult | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Something that happened to a track, whoever noticed it: worker, poll, callback, user, clock (GEN-4). */
export type Observation =
  /** A worker holds the row and would call the provider now, as this attempt. */
  | { readonly saw: 'turn'; readonly attemptId: string; readonly correlation: string }
  | { readonly saw: 'progress'; readonly progress: Progress }
  | { readonly saw: 'outcome'; readonly attemptId: string; readonly outcome: AttemptOutcome }
  /** Stopped because this process stops; another does it again. Of a download `clips` has the files that came. */
  | { readonly saw: 'handed-back'; readonly clips: readonly StagedClip[] | null }
  /** `began`: when the provider was asked; null when the provider told us itself. */
  | { readonly saw: 'look'; readonly outcome: PollOutcome; readonly began: Date | null }
  /** The provider posted something about an attempt. `snapshot` is what it says, believed only where `trusted`. */
  | {
      readonly saw: 'callback';
      readonly attemptId: string;
      readonly handle: TaskHandle;
      readonly snapshot: Snapshot;
      readonly trusted: boolean;
    }
  /** The task of an attempt whose reply was lost, or null while the provider knows none (GEN-3). */
  | { readonly saw: 'search'; readonly handle: TaskHandle | null }
  | { readonly saw: 'files'; readonly clips: readonly StagedClip[] }
  /** Some files did not come; `clips` has those that did. */
  | {
      readonly saw: 'files-missing';
      readonly clips: readonly StagedClip[];
      readonly failure: Failure;
      readonly retryAt: Date;
    }
  /** Our own code or house failed at this step, for a reason that may not go away. */
  | { readonly saw: 'broken-step' }
  | { readonly saw: 'cancel' };
