import type { Failure, PollOutcome, Progress, TaskHandle } from '@impresario/provider';
import type { StagedClip } from '../assets/staged-clip.ts';

/** What one try of ours brought, its bytes already in our store. */
export type AttemptOutcome =
  | { readonly kind: 'accepted'; readonly handle: TaskHandle }
  | { readonly kind: 'finished'; readonly clips: readonly StagedClip[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Something that happened to a track, whoever noticed it: worker, poll, callback, user, clock (GEN-4). */
export type Observation =
  /** A worker holds the row and would call the provider now, as this attempt. */
  | { readonly saw: 'turn'; readonly attemptId: string; readonly correlation: string }
  | { readonly saw: 'progress'; readonly progress: Progress }
  | { readonly saw: 'outcome'; readonly attemptId: string; readonly outcome: AttemptOutcome }
  /** A render was stopped because this process stops; another may begin it anew. */
  | { readonly saw: 'handed-back' }
  | { readonly saw: 'look'; readonly outcome: PollOutcome }
  /** The task of an attempt whose reply was lost, or null while the provider knows none (GEN-3). */
  | { readonly saw: 'search'; readonly handle: TaskHandle | null }
  | { readonly saw: 'files'; readonly clips: readonly StagedClip[] }
  | { readonly saw: 'files-missing'; readonly failure: Failure; readonly retryAt: Date }
  /** Our own code or house failed at this step, for a reason that may not go away. */
  | { readonly saw: 'broken-step' }
  | { readonly saw: 'cancel' };
