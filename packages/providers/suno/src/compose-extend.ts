import type { MusicRequest, SourceClip } from '@impresario/provider';
import { modelOf } from './models.ts';
import {
  checkLyrics,
  checkTitle,
  styleOf,
  titleOf,
  toHundredths,
  tuningOf,
  tuningParameters,
  warnUnsent,
  type Remarks,
} from './song-words.ts';

type Body = Record<string, unknown>;

/** What stands for the lyrics where nothing shall be sung and there is no field to say so. */
const noWords = '[Instrumental]';
/** An extension begins before the end of its source, so "at the end" is this much before it. */
const beforeEndSeconds = 0.1;

/**
 * A song that goes on from one of Suno's own (docs, extend-music). With nothing new to say the source's own parameters are kept;
 * its model is kept always.
 */
export function composeExtend(request: MusicRequest, source: SourceClip, remarks: Remarks): Body {
  // As it stands there, even where it is no longer in our table: another one is refused.
  const model = source.model ?? request.model;
  const start = { audioId: source.clipId, model };
  warnOfLength(request, remarks);
  if (model !== request.model) {
    const message = `Suno extends a song with the model it was made with; ${model} is used.`;
    const asked = { asked: request.model, used: model };
    remarks.warnings.push({ type: 'substituted-model', parameter: 'modelVersion', message, ...asked });
  }
  if (!saysSomethingNew(request, source)) return { ...start, defaultParamFlag: false };
  return {
    ...start,
    defaultParamFlag: true,
    ...ownWords(request, remarks),
    prompt: wordsToSing(request, source, remarks),
    continueAt: startOf(request, remarks),
  };
}

/** The same from audio that is not Suno's (docs, upload-and-extend-audio). */
export function composeUploadExtend(request: MusicRequest, remarks: Remarks): Body {
  const { lyrics, source, hasVocals } = request;
  const start = { model: modelOf(request.model).id };
  warnOfLength(request, remarks);
  const isInstrumental = hasVocals === false || (lyrics === null && (source?.lyrics ?? null) === null);
  if (request.continueAtSeconds === null && source === null) {
    const why = 'it needs continueAtSeconds, as the length of the audio is not known';
    warnUnsent(request, ['styleTags', ...tuningParameters], why, remarks);
    checkLyrics(lyrics, modelOf(request.model), remarks);
    return { ...start, defaultParamFlag: false, ...(lyrics !== null && { prompt: lyrics }) };
  }
  return {
    ...start,
    defaultParamFlag: true,
    instrumental: isInstrumental,
    ...ownWords(request, remarks),
    ...(!isInstrumental && { prompt: wordsToSing(request, source, remarks) }),
    continueAt: startOf(request, remarks),
  };
}

/** No page of either way to extend has a field for it, whatever the model takes elsewhere. */
function warnOfLength(request: MusicRequest, remarks: Remarks): void {
  warnUnsent(request, ['durationSeconds'], 'Suno decides how much it adds to a song', remarks);
}

function ownWords(request: MusicRequest, remarks: Remarks): Body {
  checkTitle(request, remarks);
  const style = styleOf(request, modelOf(request.source?.model ?? request.model), remarks);
  return { style, title: titleOf(request), ...tuningOf(request) };
}

function wordsToSing(request: MusicRequest, source: SourceClip | null, remarks: Remarks): string {
  if (request.hasVocals === false) {
    warnUnsent(request, ['lyrics'], 'an instrumental has no words', remarks);
    return noWords;
  }
  const words = request.lyrics ?? source?.lyrics ?? noWords;
  checkLyrics(words, modelOf(source?.model ?? request.model), remarks);
  if (words !== noWords && isSame(words, source?.lyrics ?? null)) {
    const message =
      "No lyrics for the new part were given; Suno is handed the source's and chooses among them.";
    remarks.warnings.push({ type: 'approximated', parameter: 'lyrics', message });
  }
  return words;
}

/** Where the new part begins: inside the source. */
function startOf({ continueAtSeconds, source }: MusicRequest, { faults }: Remarks): number | undefined {
  const length = source?.durationSeconds ?? null;
  const parameter = 'continueAtSeconds';
  if (continueAtSeconds === null) {
    if (length !== null && length > beforeEndSeconds) return toHundredths(length - beforeEndSeconds);
    faults.push({ parameter, message: 'is missing: the length of the source is not known' });
    return undefined;
  }
  if (continueAtSeconds <= 0 || (length !== null && continueAtSeconds >= length)) {
    const end = length === null ? '' : ` and before its end at ${toHundredths(length)} s`;
    faults.push({ parameter, message: `must be after the beginning of the source${end}` });
  }
  return toHundredths(continueAtSeconds);
}

/** What was not asked for anew arrives as it is in the source. */
function saysSomethingNew(request: MusicRequest, source: SourceClip): boolean {
  const before = source.request;
  return (
    request.continueAtSeconds !== null ||
    (request.hasVocals === false && before?.hasVocals !== false) ||
    (request.lyrics !== null && !isSame(request.lyrics, source.lyrics)) ||
    (request.title !== null && request.title !== source.title) ||
    (before !== null && request.prompt !== before.prompt) ||
    request.styleTags.join() !== source.styleTags.join() ||
    Object.keys(tuningOf(request)).length > 0
  );
}

function isSame(one: string | null, other: string | null): boolean {
  return one?.trim() === other?.trim();
}
