import type { Failure } from '../../failure.ts';
import type { Clip, PollOutcome, Snapshot, SubmitOutcome } from '../../outcome.ts';
import type { MusicProvider } from '../../provider.ts';
import type { ScriptedProviderOptions } from '../scripted/scripted-task-provider.ts';

export type Break = (good: Required<MusicProvider>, options: ScriptedProviderOptions) => MusicProvider;

/** A mistake that adapters really make, by name, and words of the rule that must notice. */
export type BrokenProviders = Readonly<Record<string, { readonly caughtBy: string; readonly break: Break }>>;

/** A submit whose failure is told otherwise. */
export async function withFailure(
  pending: Promise<SubmitOutcome>,
  change: (failure: Failure) => Partial<Failure>,
): Promise<SubmitOutcome> {
  const outcome = await pending;
  if (outcome.kind !== 'failed') return outcome;
  return { ...outcome, failure: { ...outcome.failure, ...change(outcome.failure) } };
}

/** A look whose snapshot is told otherwise. */
export async function withSnapshot(
  pending: Promise<PollOutcome>,
  change: (snapshot: Snapshot) => Snapshot,
): Promise<PollOutcome> {
  const outcome = await pending;
  return outcome.kind === 'seen' ? { kind: 'seen', snapshot: change(outcome.snapshot) } : outcome;
}

/** The clips of a finished song, changed. */
export function withClips(snapshot: Snapshot, change: (clip: Clip) => Clip): Snapshot {
  return snapshot.state === 'succeeded' ? { ...snapshot, clips: snapshot.clips.map(change) } : snapshot;
}
