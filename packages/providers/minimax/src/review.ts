import type { Warning } from '@impresario/protocol';
import type { MusicRequest, Review } from '@impresario/provider';
import { findModel } from './models.ts';
import { describeSong, isCover, modelSent } from './request.ts';

type Fault = Review['faults'][number];

/** MiniMax's rules for each model, in front of the request (platform.minimax.io, read 2026-09). Pure. */
export function reviewRequest(request: MusicRequest): Review {
  if (request.operation !== 'generate' && request.operation !== 'cover') {
    const message = `MiniMax cannot ${request.operation}.`;
    return { faults: [{ parameter: 'operation', message }], warnings: [] };
  }
  return { faults: [...textFaults(request), ...referenceFaults(request)], warnings: warningsOf(request) };
}

function textFaults(request: MusicRequest): Fault[] {
  const model = findModel(modelSent(request));
  if (!model) return [];
  const { promptChars, lyricsChars, label } = model;
  const faults: Fault[] = [];
  const promptLength = lengthOf(describeSong(request));
  if (promptLength < promptChars.min || promptLength > promptChars.max) {
    const range = `${promptChars.min} to ${promptChars.max} characters`;
    faults.push({
      parameter: 'prompt',
      message: `${label} takes ${range} of prompt and style tags together.`,
    });
  }
  const { lyrics } = request;
  const isSung = isCover(request) || request.hasVocals !== false;
  if (lyrics !== null && isSung) {
    const length = lengthOf(lyrics);
    if (length < lyricsChars.min || length > lyricsChars.max) {
      const range = `${lyricsChars.min} to ${lyricsChars.max} characters`;
      faults.push({ parameter: 'lyrics', message: `${label} takes ${range} of lyrics.` });
    }
  }
  return faults;
}

function referenceFaults(request: MusicRequest): Fault[] {
  if (!isCover(request) || hasReference(request)) return [];
  return [{ parameter: 'referenceAudioUrl', message: 'MiniMax makes a cover only of audio that is given.' }];
}

function warningsOf(request: MusicRequest): Warning[] {
  const warnings: Warning[] = [];
  const unsupported = (parameter: string, message: string) =>
    warnings.push({ type: 'unsupported', parameter, message });
  const used = modelSent(request);
  if (used !== request.model) {
    const message = `${request.model} makes no covers; ${used} is used.`;
    const said = { parameter: 'modelVersion', message, asked: request.model, used };
    warnings.push({ type: 'substituted-model', ...said });
    if (request.hasVocals === false) unsupported('hasVocals', 'A cover sings if its source does.');
  }
  if (!isCover(request)) {
    if (request.hasVocals === false && request.lyrics !== null) {
      unsupported('lyrics', 'An instrumental has no words.');
    }
    // The address is warned of with the model's parameters; an upload is not among those.
    if (request.referenceKey !== null) {
      unsupported('referenceAssetId', 'Only the cover model listens to given audio; it is left out.');
    }
  }
  return warnings;
}

function hasReference({ referenceAudioUrl, referenceKey }: MusicRequest): boolean {
  return referenceAudioUrl !== null || referenceKey !== null;
}

function lengthOf(text: string): number {
  return [...text].length;
}
