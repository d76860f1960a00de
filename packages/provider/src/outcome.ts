import type { OperationResult, Section } from '@impresario/protocol';
import type { Failure } from './failure.ts';

/** A finished file: at the provider's address, or here in memory. */
export type Artifact =
  | { readonly kind: 'url'; readonly url: string; readonly mimeType?: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mimeType: string };

/** One variant of a song. It counts as a version once `audio` is there (GEN-5). */
export interface Clip {
  readonly variantIndex: number;
  readonly providerClipId: string | null;
  readonly title: string | null;
  readonly lyrics: string | null;
  readonly durationSeconds: number | null;
  /** Its form, in order; empty when the provider does not tell it. */
  readonly sections: readonly Section[];
  /** Playable before the song is finished; never stored as the result. */
  readonly streamUrl: string | null;
  readonly audio: Artifact | null;
  readonly cover: Artifact | null;
  readonly video: Artifact | null;
  readonly peaks: Artifact | null;
  /** Lossless audio, when that was asked for. */
  readonly wav: Artifact | null;
  readonly stems: readonly { readonly name: string; readonly audio: Artifact }[];
}

/** A clip of which nothing is known yet. */
export function emptyClip(variantIndex: number): Clip {
  return {
    variantIndex,
    providerClipId: null,
    title: null,
    lyrics: null,
    durationSeconds: null,
    sections: [],
    streamUrl: null,
    audio: null,
    cover: null,
    video: null,
    peaks: null,
    wav: null,
    stems: [],
  };
}

/** What finds a running task again after a restart; plain JSON, stored before anything else happens. */
export interface TaskHandle {
  readonly taskId: string;
  /** What else the adapter needs to ask again, e.g. the kind of task. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** The answer to one `submit`: one upstream request, no retry inside (PRO-2). */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly handle: TaskHandle }
  | { readonly kind: 'finished'; readonly clips: readonly Clip[]; readonly result?: OperationResult }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What one look at a task shows. `raw` is the provider's own status word, for the log. */
export type Snapshot =
  | {
      readonly state: 'running';
      readonly raw: string;
      readonly progress: number | null;
      readonly clips: readonly Clip[];
    }
  | {
      readonly state: 'succeeded';
      readonly raw: string;
      readonly clips: readonly Clip[];
      readonly result?: OperationResult;
    }
  | { readonly state: 'failed'; readonly raw: string; readonly failure: Failure }
  /** A status word we do not know: still running, until the deadline (PRO-5). */
  | { readonly state: 'unrecognised'; readonly raw: string };

/** A look that itself failed; it never fails the track (GEN-8). */
export type PollOutcome =
  | { readonly kind: 'seen'; readonly snapshot: Snapshot }
  | { readonly kind: 'failed'; readonly failure: Failure };
