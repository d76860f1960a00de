import { isSongOperation, type SongOperation } from '@impresario/protocol';
import type { TaskHandle } from './outcome.ts';

/** A finished version that work starts from, with what its own provider needs to find it again. */
export interface SourceClip {
  readonly trackId: string;
  readonly variantIndex: number;
  readonly provider: string;
  readonly model: string | null;
  /** The provider's own names for it; null where it has none. */
  readonly taskId: string | null;
  readonly taskData: TaskHandle['data'];
  readonly clipId: string | null;
  readonly title: string | null;
  readonly lyrics: string | null;
  readonly styleTags: readonly string[];
  readonly durationSeconds: number | null;
  /** The request it was made of, so that a repeatable provider can make it again. */
  readonly request: MusicRequest | null;
}

/** A request for a song as an adapter gets it: checked, in our words, every absent parameter null. */
export interface MusicRequest {
  readonly operation: SongOperation;
  readonly model: string;
  readonly prompt: string;
  readonly title: string | null;
  readonly lyrics: string | null;
  readonly styleTags: readonly string[];
  /** null: the provider decides. */
  readonly hasVocals: boolean | null;
  readonly durationSeconds: number | null;
  readonly seed: number | null;
  readonly variants: number;
  readonly customMode: boolean | null;
  readonly negativeTags: string | null;
  readonly vocalGender: 'm' | 'f' | null;
  readonly styleWeight: number | null;
  readonly weirdnessConstraint: number | null;
  readonly audioWeight: number | null;
  readonly referenceAudioUrl: string | null;
  /** Our own stored file as the reference: an upload, or the version a cover is made of. `SubmitCall.readReference` has its bytes. */
  readonly referenceKey: string | null;
  readonly personaId: string | null;
  /** What is extended, covered or mended; null for a song from nothing. */
  readonly source: SourceClip | null;
  /** Where an extension begins; null means at the end. */
  readonly continueAtSeconds: number | null;
  readonly section: { readonly startSeconds: number; readonly endSeconds: number } | null;
  /** This provider's own part of `providerOptions`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A request for something beside a song. Files come back as one clip that has only them; words as a result. */
export type SideRequest =
  | { readonly operation: 'stems'; readonly mode: 'vocals' | 'all'; readonly source: SourceClip }
  | { readonly operation: 'wav' | 'video' | 'timestamped-lyrics'; readonly source: SourceClip }
  | {
      readonly operation: 'persona';
      readonly name: string;
      readonly description: string;
      readonly source: SourceClip;
    }
  | { readonly operation: 'lyrics'; readonly prompt: string }
  | { readonly operation: 'style'; readonly text: string };

/** Whatever a provider may be asked for; only what its capabilities list reaches it. Stored as plain JSON. */
export type ProviderRequest = MusicRequest | SideRequest;

export function isMusicRequest(request: ProviderRequest): request is MusicRequest {
  return isSongOperation(request.operation);
}
