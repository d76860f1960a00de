import type { MusicRequest, Review, SourceClip } from '@impresario/provider';
import { composeExtend, composeUploadExtend } from './compose-extend.ts';
import { composeGenerate } from './compose-generate.ts';
import { composeAddInstrumental, composeAddVocals } from './compose-over-audio.ts';
import { composeSection } from './compose-section.ts';
import { modelOf } from './models.ts';
import type { Remarks } from './song-words.ts';

/** A song as Suno shall be asked for it; `callBackUrl` and the address of uploaded audio are added when it is sent. */
export interface SongOrder {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether `uploadUrl` has to be added. */
  readonly needsAudio: boolean;
}

export interface ComposedSong extends Review {
  readonly order: SongOrder;
}

/** Puts a request into Suno's words, and says what it cannot carry. Pure. */
export function composeSong(request: MusicRequest): ComposedSong {
  const remarks: Remarks = { faults: [], warnings: [] };
  const order = orderOf(request, remarks);
  if (order.needsAudio && !hasReference(request)) {
    const message = 'is missing: this needs audio to work on, as an address or an upload';
    remarks.faults.push({ parameter: 'referenceAudioUrl', message });
  }
  return { order, ...remarks };
}

/** Suno's own rules, found by composing the request (PRO-4). */
export function reviewSong(request: MusicRequest): Review {
  const { faults, warnings } = composeSong(request);
  return { faults, warnings };
}

/** A version that Suno can find again by itself. */
function ownSource(source: SourceClip | null): SourceClip | null {
  return source?.provider === 'suno' && source.clipId !== null ? source : null;
}

function orderOf(request: MusicRequest, remarks: Remarks): SongOrder {
  const needsAudio = true;
  switch (request.operation) {
    case 'generate':
      if (!hasReference(request)) {
        return { path: '/api/v1/generate', body: composeGenerate(request, remarks), needsAudio: false };
      }
      return { path: '/api/v1/generate/upload-cover', body: composeGenerate(request, remarks), needsAudio };
    case 'cover': {
      const body = composeGenerate(withWordsOfSource(request), remarks);
      return { path: '/api/v1/generate/upload-cover', body, needsAudio };
    }
    case 'add-vocals': {
      const body = composeAddVocals(withWordsOfSource(request), remarks);
      return { path: '/api/v1/generate/add-vocals', body, needsAudio };
    }
    case 'add-instrumental': {
      const body = composeAddInstrumental(request, remarks);
      return { path: '/api/v1/generate/add-instrumental', body, needsAudio };
    }
    case 'extend':
      return extendOrder(request, remarks);
    case 'replace-section':
      return sectionOrder(request, remarks);
  }
}

/** The audio of an earlier version keeps its words where no others are given. */
function withWordsOfSource(request: MusicRequest): MusicRequest {
  const { lyrics, source, referenceKey, hasVocals, customMode } = request;
  const keepsWords = lyrics === null && hasVocals !== false && customMode !== false && referenceKey !== null;
  return keepsWords && source ? { ...request, lyrics: source.lyrics } : request;
}

function extendOrder(request: MusicRequest, remarks: Remarks): SongOrder {
  const source = ownSource(request.source);
  if (source) {
    const body = composeExtend(request, source, remarks);
    return { path: '/api/v1/generate/extend', body, needsAudio: false };
  }
  const body = composeUploadExtend(request, remarks);
  return { path: '/api/v1/generate/upload-extend', body, needsAudio: true };
}

/** The song is named by its task and clip, or by a file and a model, never by both. */
function sectionOrder(request: MusicRequest, remarks: Remarks): SongOrder {
  const path = '/api/v1/generate/replace-section';
  const section = composeSection(request, remarks);
  const source = ownSource(request.source);
  if (source?.taskId) {
    const body = { ...section, taskId: source.taskId, audioId: source.clipId };
    return { path, body, needsAudio: false };
  }
  return { path, body: { ...section, model: modelOf(request.model).id }, needsAudio: true };
}

function hasReference({ referenceAudioUrl, referenceKey }: MusicRequest): boolean {
  return referenceAudioUrl !== null || referenceKey !== null;
}
