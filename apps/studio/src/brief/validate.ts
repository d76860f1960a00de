import type { CreateTrackInput, Model } from '@impresario/protocol';
import type { Draft } from './draft.ts';

/** One refused field, as the server names it: a JSON pointer into the request, and what is wrong. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

// The protocol's limits and words, without its schema library: a test holds the two together.
export const limits = {
  title: 100,
  prompt: 3000,
  lyrics: 5000,
  styleTag: 50,
  styleTags: 20,
  negativeTags: 500,
  personaId: 128,
  address: 2048,
  keyName: 100,
  seed: 4_294_967_295,
} as const;

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** What the server would refuse in this request to this model, before it is sent; empty when nothing. */
export function validate(request: CreateTrackInput, model: Model | null = null): FieldError[] {
  const found: FieldError[] = [];
  const check = (pointer: string, detail: string | null) => {
    if (detail) found.push({ pointer, detail });
  };
  check('/prompt', textFault(request.prompt, limits.prompt, true) ?? blankFault(request.prompt));
  check('/lyrics', textFault(request.lyrics ?? '', limits.lyrics, true));
  check('/title', textFault(request.title ?? '', limits.title, false));
  for (const [index, tag] of (request.styleTags ?? []).entries()) {
    check(`/styleTags/${index}`, textFault(tag, limits.styleTag, false) ?? blankFault(tag));
  }
  check(
    '/styleTags',
    (request.styleTags?.length ?? 0) > limits.styleTags ? `at most ${limits.styleTags} are allowed` : null,
  );
  check('/seed', request.seed === undefined ? null : seedFault(request.seed));
  check('/negativeTags', textFault(request.negativeTags ?? '', limits.negativeTags, false));
  check('/personaId', textFault(request.personaId ?? '', limits.personaId, false));
  check('/referenceAudioUrl', addressFault(request.referenceAudioUrl));
  return found.length > 0 || !model ? found : tooLong(request, model);
}

/** What the server would refuse in the name of an API key. */
export function keyNameErrors(name: string): FieldError[] {
  const detail = textFault(name, limits.keyName, false) ?? blankFault(name);
  return detail ? [{ pointer: '/name', detail }] : [];
}

/** What fits every model, but not this one; in the words the engine has for it. */
function tooLong(request: CreateTrackInput, { label, limits: most }: Model): FieldError[] {
  const texts = [
    ['prompt', request.prompt, most.promptChars],
    ['lyrics', request.lyrics ?? '', most.lyricsChars],
    ['title', request.title ?? '', most.titleChars],
    ['styleTags', (request.styleTags ?? []).join(', '), most.styleChars],
  ] as const;
  return texts.flatMap(([parameter, words, max]) => {
    const length = charCount(words);
    if (length <= max) return [];
    return [
      { pointer: `/${parameter}`, detail: `is ${length} characters long; ${label} takes at most ${max}` },
    ];
  });
}

/** Unicode code points, which is what every limit counts. */
export function charCount(words: string): number {
  return [...words.normalize('NFC')].length;
}

function addressFault(address: string | undefined): string | null {
  if (address === undefined) return null;
  const isFine = URL.parse(address)?.protocol === 'https:' && address.length <= limits.address;
  return isFine ? null : 'must be an address that begins with https://';
}

function textFault(typed: string, max: number, isMultiline: boolean): string | null {
  const value = typed.replace(/\r\n?/g, '\n').normalize('NFC');
  if (!value.isWellFormed()) return 'contains half of a surrogate pair; send valid Unicode';
  if (controlCharacter.test(value)) return 'contains a control character; remove it';
  if (!isMultiline && /[\n\t]/.test(value)) return 'must be a single line';
  const length = [...value].length;
  return length > max ? `is ${length} characters long; at most ${max} are allowed` : null;
}

function blankFault(value: string): string | null {
  return value.trim() === '' ? 'must not be blank' : null;
}

function seedFault(seed: number): string | null {
  const isFine = Number.isInteger(seed) && seed >= 0 && seed <= limits.seed;
  return isFine ? null : `must be a whole number from 0 to ${limits.seed}`;
}

/** The fields of the brief that have room for an error of their own. */
const shownAlways = ['prompt', 'styleTags', 'durationSeconds'];
const shownInCustom = [
  'lyrics',
  'title',
  'seed',
  'negativeTags',
  'styleWeight',
  'weirdnessConstraint',
  'audioWeight',
  'personaId',
  'referenceAudioUrl',
  'referenceAssetId',
];

/** Errors about fields the form does not show in this mode; they go beside the button instead. */
export function errorsElsewhere(errors: readonly FieldError[], mode: Draft['mode']): FieldError[] {
  const shown = mode === 'custom' ? [...shownAlways, ...shownInCustom] : shownAlways;
  return errors.filter(({ pointer }) => !shown.includes(pointer.split('/')[1] ?? ''));
}
