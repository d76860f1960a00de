import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ImpresarioError, ImpresarioErrorCode } from '@impresario/client';
import type { CreateTrackInput, Track, TrackErrorCode, TrackStatus } from '@impresario/protocol';
import { explainError } from './core/explain-error.ts';
import { Generation, type GenerationState } from './core/generation.ts';
import { useImpresario } from './impresario-provider.tsx';
import { useTrack } from './use-track.ts';

export interface GenerateMusicOptions {
  /** A track that was ordered before, to be shown again after a reload or on another page. */
  readonly trackId?: string | null | undefined;
}

/** Why there is no track. */
export interface GenerationError {
  /** For people: what happened, what it cost, what to do. In English; other languages go by `code`. */
  readonly message: string;
  readonly code: ImpresarioErrorCode | TrackErrorCode;
  /** Whether the same may succeed later, unchanged. */
  readonly retryable: boolean;
  /** The refusal itself, with fields and figures; null when the server took the order and the track failed. */
  readonly cause: ImpresarioError | null;
}

export interface GenerateMusic {
  /**
   * Orders a track, once however often it is clicked. Resolves to it as accepted, or to null when it was not and
   * `error` says why. Never rejects.
   */
  generate(request: CreateTrackInput): Promise<Track | null>;
  /** Stops the track, or the order that is still being sent. */
  cancel(): Promise<void>;
  /** Back to the beginning. A track that is under way goes on. */
  reset(): void;
  /** The track as it is now; null before it was accepted. */
  readonly track: Track | null;
  /** `refused`: the server did not take it, or did not answer. The rest is the track's own. */
  readonly status: 'idle' | 'sending' | 'refused' | TrackStatus;
  /** From 0 to 1; null while nothing is known of it. */
  readonly progress: number | null;
  /** What is being done now, in the server's words; null when there is nothing to say. */
  readonly stage: string | null;
  /** Why there is no track; while `status` is `sending`, why it is being tried again. */
  readonly error: GenerationError | null;
  /** From the click to the end of the track. */
  readonly isGenerating: boolean;
  readonly isCancelling: boolean;
}

/**
 * Orders a track and follows it to its end. The track goes on when the component leaves; told its id, the next one
 * shows it again.
 */
export function useGenerateMusic({ trackId: given = null }: GenerateMusicOptions = {}): GenerateMusic {
  const generation = useGeneration(given);
  const state = useSyncExternalStore(generation.subscribe, generation.get, generation.get);
  const reading = useTrack(state.trackId);
  const track = (state.trackId !== null && reading.data) || null;
  const isLost = !track && reading.error !== null;
  const status = isLost ? 'refused' : statusOf(state, track);
  return {
    generate: generation.generate,
    cancel: generation.cancel,
    reset: generation.reset,
    track,
    status,
    progress: track?.status === 'completed' ? 1 : (track?.progress ?? null),
    stage: track?.stage ?? null,
    error: errorOf(state.error ?? (isLost ? reading.error : null), track),
    isGenerating: status === 'sending' || status === 'pending' || status === 'processing',
    isCancelling: state.isCancelling,
  };
}

function useGeneration(trackId: string | null): Generation {
  const link = useImpresario();
  const [held, setHeld] = useState(() => ({ link, generation: new Generation(link, trackId) }));
  // Another user's client begins anew.
  const current = held.link === link ? held : { link, generation: new Generation(link, trackId) };
  if (current !== held) setHeld(current);
  const { generation } = current;
  useEffect(() => generation.adopt(trackId), [generation, trackId]);
  return generation;
}

function statusOf({ phase }: GenerationState, track: Track | null): GenerateMusic['status'] {
  if (phase !== 'accepted') return phase;
  return track?.status ?? 'pending';
}

function errorOf(error: ImpresarioError | null, track: Track | null): GenerationError | null {
  if (error) {
    const { code, retryable } = error;
    return { message: explainError(error), code, retryable, cause: error };
  }
  if (!track?.error || track.status !== 'failed') return null;
  return { ...track.error, cause: null };
}
