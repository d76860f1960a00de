import type { Warning } from '@impresario/protocol';
import type { Fault, MusicRequest } from '@impresario/provider';
import type { SunoModel } from './models.ts';
import { titleChars } from './models.ts';

/** What is found while a request is put into Suno's words. */
export interface Remarks {
  readonly faults: Fault[];
  readonly warnings: Warning[];
}

/** In code points, as everywhere here; the documents do not say what Suno counts. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/**
 * The style field of custom mode: the style tags and, where both fit, the prompt, which describes the song. The prompt cannot go where
 * Suno calls a field `prompt`: in custom mode those words are sung.
 */
export function styleOf(request: MusicRequest, model: SunoModel, { faults, warnings }: Remarks): string {
  const max = model.styleChars;
  const tags = request.styleTags.join(', ');
  const idea = onOneLine(request.prompt);
  const whole = [tags, idea].filter((part) => part !== '').join(', ');
  if (lengthOf(whole) <= max) return whole;
  if (tags === '') {
    const message = `is ${lengthOf(idea)} characters long; in custom mode it becomes the style, of at most ${max} with ${model.label}`;
    faults.push({ parameter: 'prompt', message });
    return '';
  }
  if (lengthOf(tags) > max) {
    const message = `is ${lengthOf(tags)} characters long in all; ${model.label} takes at most ${max}`;
    faults.push({ parameter: 'styleTags', message });
    return '';
  }
  const message = `The prompt and the style tags are longer than the ${max} characters of Suno's style; the tags alone describe the song.`;
  warnings.push({ type: 'unsupported', parameter: 'prompt', message });
  return tags;
}

/** Required in custom mode, so a song without a title is named after what was asked for. */
export function titleOf(request: MusicRequest): string {
  const given = request.title ?? request.source?.title ?? null;
  if (given !== null && lengthOf(given) <= titleChars) return given;
  const words = onOneLine(request.title ?? request.prompt).split(' ');
  let title = '';
  for (const word of words) {
    const longer = title === '' ? word : `${title} ${word}`;
    if (lengthOf(longer) > 60) break;
    title = longer;
  }
  return title === '' ? 'Untitled' : title;
}

/** A title the user gave is refused when it is too long: it would be cut. */
export function checkTitle({ title }: MusicRequest, { faults }: Remarks): void {
  if (title === null || lengthOf(title) <= titleChars) return;
  const message = `is ${lengthOf(title)} characters long; Suno takes at most ${titleChars}`;
  faults.push({ parameter: 'title', message });
}

export function checkLyrics(lyrics: string | null, model: SunoModel, { faults }: Remarks): void {
  const length = lengthOf(lyrics ?? '');
  if (length <= model.lyricsChars) return;
  const message = `is ${length} characters long; ${model.label} takes at most ${model.lyricsChars}`;
  faults.push({ parameter: 'lyrics', message });
}

/** What `tuningOf` sends, by our names. */
export const tuningParameters = [
  'negativeTags',
  'vocalGender',
  'styleWeight',
  'weirdnessConstraint',
  'audioWeight',
  'personaId',
] as const;

/** The parameters that shape a song in custom mode; 0 is sent like any other number, and what is absent is left out. */
export function tuningOf(request: MusicRequest): Record<string, unknown> {
  return {
    ...(request.negativeTags !== null && { negativeTags: request.negativeTags }),
    ...(request.vocalGender !== null && { vocalGender: request.vocalGender }),
    ...weight('styleWeight', request.styleWeight),
    ...weight('weirdnessConstraint', request.weirdnessConstraint),
    ...weight('audioWeight', request.audioWeight),
    ...(request.personaId !== null && { personaId: request.personaId }),
  };
}

/** Says of each parameter that was asked for and has no place in this request that it is left out. */
export function warnUnsent(
  request: MusicRequest,
  parameters: readonly (keyof MusicRequest)[],
  why: string,
  { warnings }: Remarks,
): void {
  for (const parameter of parameters) {
    const value = request[parameter];
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    warnings.push({ type: 'unsupported', parameter, message: `${parameter} is left out: ${why}.` });
  }
}

/** Weights go in steps of 0.01. */
function weight(name: string, value: number | null): Record<string, number> {
  return value === null ? {} : { [name]: Math.round(value * 100) / 100 };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Seconds as Suno takes them, with two decimals. */
export function toHundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
