import type { MusicRequest } from '@impresario/provider';
import { modelOf, type SunoModel } from './models.ts';
import {
  checkLyrics,
  checkTitle,
  lengthOf,
  styleOf,
  titleOf,
  tuningOf,
  tuningParameters,
  warnUnsent,
  type Remarks,
} from './song-words.ts';

type Body = Record<string, unknown>;

/** Lyrics are sung word by word in custom mode only, and only there can a song be kept instrumental by its style. */
function isCustom({ customMode, lyrics, hasVocals }: MusicRequest): boolean {
  return customMode ?? (lyrics !== null || hasVocals === false);
}

/** The body of a song from nothing, which is also that of a cover once it names the audio (docs, generate-music and upload-cover). */
export function composeGenerate(request: MusicRequest, remarks: Remarks): Body {
  const model = modelOf(request.model);
  const head = { model: model.id, instrumental: request.hasVocals === false };
  return isCustom(request)
    ? { ...head, customMode: true, ...customWords(request, model, remarks) }
    : { ...head, customMode: false, ...simpleWords(request, model, remarks) };
}

function customWords(request: MusicRequest, model: SunoModel, remarks: Remarks): Body {
  checkTitle(request, remarks);
  const style = styleOf(request, model, remarks);
  return {
    ...sungWords(request, model, remarks),
    style,
    title: titleOf(request),
    ...durationOf(request, model),
    ...tuningOf(request),
  };
}

/** `prompt` is what is sung. Only where nothing is sung may our description stand in it. */
function sungWords(request: MusicRequest, model: SunoModel, remarks: Remarks): Body {
  if (request.hasVocals === false) {
    warnUnsent(request, ['lyrics'], 'an instrumental has no words', remarks);
    return { prompt: request.prompt };
  }
  checkLyrics(request.lyrics, model, remarks);
  if (request.lyrics !== null) return { prompt: request.lyrics };
  const message =
    'are missing: custom mode sings the lyrics it is given; send some, or hasVocals: false, or leave customMode out';
  remarks.faults.push({ parameter: 'lyrics', message });
  return {};
}

/** One source says that V6 makes 20 s when no duration is named, so one always is: of a cover, that of what it covers. */
function durationOf({ durationSeconds, source }: MusicRequest, model: SunoModel): Body {
  const range = model.durationSeconds;
  if (!range || (durationSeconds === null && !model.isSixth)) return {};
  const seconds = durationSeconds ?? source?.durationSeconds ?? range.default;
  return { duration: Math.round(Math.min(range.max, Math.max(range.min, seconds))) };
}

/** In simple mode Suno writes the lyrics itself, and the documents forbid nearly every other field. */
function simpleWords(request: MusicRequest, model: SunoModel, remarks: Remarks): Body {
  const why = 'it has effect in custom mode only, which needs lyrics or an instrumental';
  warnUnsent(request, simpleModeLacks, why, remarks);
  if (model.durationSeconds) warnUnsent(request, ['durationSeconds'], why, remarks);
  const length = lengthOf(request.prompt);
  if (length > model.ideaChars) {
    const message = `is ${length} characters long; ${model.label} takes at most ${model.ideaChars} without lyrics`;
    remarks.faults.push({ parameter: 'prompt', message });
  }
  const tags = request.styleTags.join(', ');
  if (model.isSixth) return { prompt: request.prompt, ...sixthStyle(request, model, tags) };
  return { prompt: withTags(request, model, tags, remarks) };
}

const simpleModeLacks = ['lyrics', ...tuningParameters] as const;

/** On paper V6 takes no simple request with a prompt alone; a style is among what it accepts beside it. */
function sixthStyle({ prompt }: MusicRequest, { styleChars }: SunoModel, tags: string): Body {
  const style = tags === '' ? prompt : tags;
  return lengthOf(style) <= styleChars ? { style } : {};
}

function withTags(
  { prompt }: MusicRequest,
  { ideaChars }: SunoModel,
  tags: string,
  remarks: Remarks,
): string {
  if (tags === '') return prompt;
  const whole = `${prompt}\nStyle: ${tags}`;
  const fits = lengthOf(whole) <= ideaChars;
  remarks.warnings.push(
    fits
      ? {
          type: 'approximated',
          parameter: 'styleTags',
          message: 'Without lyrics Suno has no field for style tags; they are added to the prompt.',
        }
      : {
          type: 'unsupported',
          parameter: 'styleTags',
          message: `The style tags are left out: with the prompt they are longer than the ${ideaChars} characters Suno takes without lyrics.`,
        },
  );
  return fits ? whole : prompt;
}
