import type { Warning } from '@impresario/protocol';
import type { MusicRequest, Review } from '@impresario/provider';
import { bounds, defaultModel, findModel } from './models.ts';
import {
  describeSong,
  extendAtMs,
  hasReference,
  modelSent,
  needsUpload,
  routeOf,
  sourceSongId,
  type Route,
} from './request.ts';

type Fault = Review['faults'][number];

/** Mureka's rules for each route, in front of the request (platform.mureka.ai, read 2026-09). Pure. */
export function reviewRequest(request: MusicRequest): Review {
  const route = routeOf(request);
  if (!route) {
    const message = `Mureka cannot ${request.operation}.`;
    return { faults: [{ parameter: 'operation', message }], warnings: [] };
  }
  return {
    faults: [...textFaults(request, route), ...sourceFaults(request, route), ...modelFaults(request, route)],
    warnings: [
      ...leftOut(request, route).map(({ parameter, why }) => unsupported(parameter, why)),
      ...modelWarnings(request, route),
      ...extensionWarnings(request, route),
    ],
  };
}

function textFaults(request: MusicRequest, route: Route): Fault[] {
  const faults: Fault[] = [];
  const { lyrics } = request;
  if (sendsPrompt(request, route)) {
    const max = route === 'easy-song' ? bounds.easyPromptChars : bounds.promptChars;
    if (lengthOf(describeSong(request, route).prompt) > max) {
      const message = `Mureka takes at most ${max} characters of prompt and style tags together here.`;
      faults.push({ parameter: 'prompt', message });
    }
  }
  if (lyrics !== null && route !== 'instrumental' && lengthOf(lyrics) > bounds.lyricsChars) {
    const message = `Mureka takes at most ${bounds.lyricsChars} characters of lyrics.`;
    faults.push({ parameter: 'lyrics', message });
  }
  if (lyrics === null && (route === 'extension' || route === 'section')) {
    faults.push({ parameter: 'lyrics', message: 'Mureka needs the lyrics of the new part.' });
  }
  return faults;
}

function sourceFaults(request: MusicRequest, route: Route): Fault[] {
  const worksOnSong = route === 'extension' || route === 'section' || route === 'remix';
  const faults: Fault[] = [];
  if (worksOnSong && sourceSongId(request) === null && !hasReference(request)) {
    const message = 'Mureka works on songs it made itself, or on audio that is handed over.';
    faults.push({ parameter: 'versionId', message });
  }
  if (route === 'section') faults.push(...sectionFaults(request));
  return faults;
}

function sectionFaults({ section, source }: MusicRequest): Fault[] {
  if (!section) return [{ parameter: 'startSeconds', message: 'Say which section is to be replaced.' }];
  const { sectionSecondsMin, besideSectionSecondsMin } = bounds;
  const { startSeconds, endSeconds } = section;
  const length = source?.durationSeconds ?? null;
  const faults: Fault[] = [];
  if (endSeconds - startSeconds < sectionSecondsMin) {
    const message = `The section must last at least ${sectionSecondsMin} s.`;
    faults.push({ parameter: 'endSeconds', message });
  }
  if (startSeconds < besideSectionSecondsMin) {
    const message = `At least ${besideSectionSecondsMin} s must remain before the section.`;
    faults.push({ parameter: 'startSeconds', message });
  }
  if (length !== null && length - endSeconds < besideSectionSecondsMin) {
    const message = `At least ${besideSectionSecondsMin} s must remain after the section.`;
    faults.push({ parameter: 'endSeconds', message });
  }
  return faults;
}

function modelFaults(request: MusicRequest, route: Route): Fault[] {
  const model = findModel(request.model);
  if (route !== 'instrumental' || !model || model.makesInstrumentals) return [];
  return [{ parameter: 'modelVersion', message: `${model.label} makes no instrumentals.` }];
}

/** What the request says and the route has no place for. */
function leftOut(request: MusicRequest, route: Route): { parameter: string; why: string }[] {
  const found: { parameter: string; why: string }[] = [];
  const { prompt, styleTags, lyrics, hasVocals, vocalGender, source } = request;
  const isGeneration = request.operation === 'generate';
  const add = (parameter: string, why: string) => found.push({ parameter, why });
  if (isGeneration && needsUpload(request)) {
    const why = 'Mureka takes a reference or a description; the reference is used.';
    add('prompt', why);
    if (styleTags.length > 0) add('styleTags', why);
  }
  if (route === 'extension' || route === 'section') {
    const why = 'Mureka keeps the style of the song it works on.';
    // What the caller did not give is as in the source, and not worth a word.
    if (source?.request && prompt !== source.request.prompt) add('prompt', why);
    if (styleTags.join('\n') !== (source?.styleTags ?? []).join('\n')) add('styleTags', why);
  }
  if (route === 'instrumental' && lyrics !== null) add('lyrics', 'An instrumental has no words.');
  if (!isGeneration && hasVocals === false) add('hasVocals', 'Mureka sings here if the song does.');
  if (vocalGender !== null && route !== 'song') {
    add('vocalGender', 'Mureka takes a voice only where the lyrics of a new song are given.');
  }
  return found;
}

function modelWarnings(request: MusicRequest, route: Route): Warning[] {
  const used = modelSent(request, route);
  if (used === request.model) return [];
  if (used === null) {
    // The default model was most likely not asked for, so its absence is no loss.
    if (request.model === defaultModel) return [];
    return [unsupported('modelVersion', 'Mureka chooses the model for this itself.')];
  }
  const message = `${request.model} cannot extend a song; ${used} is used.`;
  return [{ type: 'substituted-model', parameter: 'modelVersion', message, asked: request.model, used }];
}

function extensionWarnings(request: MusicRequest, route: Route): Warning[] {
  const asked = request.continueAtSeconds;
  if (route !== 'extension' || asked === null) return [];
  const used = extendAtMs(request) / 1000;
  if (Math.abs(used - asked) < 0.001) return [];
  const { min, max } = bounds.extendAtMs;
  const message = `An extension begins between ${min / 1000} s and ${max / 1000} s; ${used} is used.`;
  return [{ type: 'adjusted', parameter: 'continueAtSeconds', message, asked, used }];
}

function sendsPrompt(request: MusicRequest, route: Route): boolean {
  if (route === 'extension' || route === 'section') return false;
  return route === 'remix' || !needsUpload(request);
}

function unsupported(parameter: string, message: string): Warning {
  return { type: 'unsupported', parameter, message };
}

function lengthOf(text: string): number {
  return [...text].length;
}
