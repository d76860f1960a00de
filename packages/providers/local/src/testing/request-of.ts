import type { MusicRequest, SourceClip } from '@impresario/provider';
import { composerModel } from '../composer-model.ts';

/** A short quiet request, with changes. */
export function requestOf(changes: Partial<MusicRequest> = {}): MusicRequest {
  return {
    operation: 'generate',
    model: composerModel,
    prompt: 'a short quiet piano piece',
    title: null,
    lyrics: null,
    styleTags: [],
    hasVocals: null,
    durationSeconds: 10,
    seed: 3,
    variants: 2,
    customMode: null,
    negativeTags: null,
    vocalGender: null,
    styleWeight: null,
    weirdnessConstraint: null,
    audioWeight: null,
    referenceAudioUrl: null,
    referenceKey: null,
    source: null,
    continueAtSeconds: null,
    section: null,
    personaId: null,
    options: {},
    ...changes,
  };
}

/** A finished version of a request, as the engine hands it to an operation. */
export function sourceOf(request: MusicRequest, trackId: string, variantIndex = 0): SourceClip {
  return {
    trackId,
    variantIndex,
    provider: 'local',
    model: composerModel,
    taskId: null,
    taskData: {},
    clipId: null,
    title: request.title,
    lyrics: request.lyrics,
    styleTags: request.styleTags,
    durationSeconds: request.durationSeconds,
    request,
  };
}
