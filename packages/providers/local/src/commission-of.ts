import type { MusicRequest, SourceClip } from '@impresario/provider';
import { composerModel } from './composer-model.ts';
import { lengthOf, planExtension } from './extension.ts';
import type { Commission } from './score.ts';

/**
 * What a request means to the composer, for one variant; null when it starts from a song that was not composed here
 * or asks for what the composer does not do.
 */
export function commissionOf(request: MusicRequest, trackId: string, variant: number): Commission | null {
  const song = { brief: briefOf(request), seed: request.seed ?? seedOf(trackId), variant };
  if (request.operation === 'generate') return song;
  if (request.operation !== 'extend' || !request.source) return null;
  const source = commissionOfSource(request.source);
  if (!source) return null;
  const { atEnd, fromSeconds } = planExtension(request);
  return { ...song, continues: { song: source, atSeconds: atEnd ? null : fromSeconds } };
}

/** How a finished version was composed, so that it can be made again to the byte; null where it cannot. */
export function commissionOfSource(source: SourceClip): Commission | null {
  if (source.provider !== 'local' || source.model !== composerModel || !source.request) return null;
  return commissionOf(source.request, source.trackId, source.variantIndex);
}

function briefOf(request: MusicRequest): Commission['brief'] {
  const { source, operation } = request;
  // Words inherited from the source have been played; the new part is for new ones.
  const old = request.lyrics === source?.lyrics || request.lyrics === source?.request?.lyrics;
  const lyrics = old ? null : request.lyrics;
  // A song that goes on has its refrain again, unless words are refused.
  const wordless = operation === 'generate' && lyrics === null;
  return {
    prompt: request.prompt,
    styleTags: request.styleTags,
    lyrics,
    title: request.title,
    durationSeconds: lengthOf(request),
    instrumental: request.hasVocals === false || wordless,
  };
}

/** A seed of the track's own (FNV-1a), so that a render begun again after a crash is the same song. */
function seedOf(trackId: string): number {
  let hash = 0x811c9dc5;
  for (const character of trackId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
