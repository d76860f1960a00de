import type { MusicRequest, Review } from '@impresario/provider';
import { composerModel } from './composer-model.ts';
import { durationSecondsMax, lengthOf, planExtension } from './extension.ts';

/** Why a request cannot be composed, and what of it will not be done to the letter. */
export function reviewRequest(request: MusicRequest): Review {
  if (request.operation !== 'extend') return { faults: [], warnings: [] };
  const source = request.source?.request;
  if (!source || request.source.provider !== 'local') {
    const message = 'The built-in composer extends only songs of its own.';
    return { faults: [{ parameter: 'provider', message }], warnings: [] };
  }
  if (request.source.model !== composerModel) {
    const message = `This version was composed by ${request.source.model ?? 'an older composer'}, which is no longer here to go on.`;
    return { faults: [{ parameter: 'versionId', message }], warnings: [] };
  }
  return { faults: [], warnings: [...aboutTime(request, source), ...aboutStyle(request, source)] };
}

type Warnings = Review['warnings'];

function aboutTime(request: MusicRequest, source: MusicRequest): Warnings {
  const { fromSeconds, totalSeconds, isShortened } = planExtension(request);
  const sourceSeconds = lengthOf(source);
  const asked = request.continueAtSeconds;
  const warnings: Warnings[number][] = [];
  if (fromSeconds !== (asked ?? sourceSeconds)) {
    const message =
      fromSeconds === sourceSeconds
        ? `The song ends after ${tenths(sourceSeconds)} s; it goes on from there.`
        : `A song can last ${durationSecondsMax} s here, so the new part begins at ${tenths(fromSeconds)} s.`;
    warnings.push({ type: 'adjusted', parameter: 'continueAtSeconds', message, asked, used: fromSeconds });
  }
  if (isShortened) {
    const used = tenths(totalSeconds - fromSeconds);
    const message = `A song can last ${durationSecondsMax} s here, so ${used} s are added.`;
    const { durationSeconds } = request;
    warnings.push({ type: 'adjusted', parameter: 'durationSeconds', message, asked: durationSeconds, used });
  }
  return warnings;
}

function aboutStyle(request: MusicRequest, source: MusicRequest): Warnings {
  const keeps = 'The new part keeps style, key, tempo and players of the song';
  const warnings: Warnings[number][] = [];
  if (request.prompt.trim() !== source.prompt.trim()) {
    const message = `${keeps}; of the prompt only its moods count.`;
    warnings.push({ type: 'approximated', parameter: 'prompt', message });
  }
  if (request.styleTags.some((tag) => !source.styleTags.includes(tag))) {
    const message = `${keeps}; of other tags only the moods count.`;
    warnings.push({ type: 'approximated', parameter: 'styleTags', message });
  }
  return warnings;
}

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
