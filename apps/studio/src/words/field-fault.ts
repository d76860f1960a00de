import type { FieldError } from '../brief/validate.ts';
import { say, type MessageKey } from '../i18n/index.ts';

const fields = [
  'prompt',
  'lyrics',
  'title',
  'styleTags',
  'durationSeconds',
  'seed',
  'variants',
  'modelVersion',
  'provider',
  'negativeTags',
  'vocalGender',
  'styleWeight',
  'weirdnessConstraint',
  'audioWeight',
  'personaId',
  'referenceAudioUrl',
  'referenceAssetId',
  'continueAtSeconds',
  'startSeconds',
  'endSeconds',
  'name',
  'description',
  'scopes',
  'expiresAt',
] as const;

/** What the engine finds wrong with a field, in its words (`validate.ts` has the same), and how each is said. */
const faults: readonly (readonly [RegExp, MessageKey])[] = [
  [/^must not be blank$/, 'ui.fault.blank'],
  [/^is (?<length>\d+) characters long; at most (?<max>\d+) are allowed$/, 'ui.fault.long'],
  [/^is (?<length>\d+) characters long; (?<model>.+) takes at most (?<max>\d+)$/, 'ui.fault.longForModel'],
  [/^at most (?<max>\d+) are allowed$/, 'ui.fault.many'],
  [/^must be a whole number from 0 to (?<max>\d+)$/, 'ui.fault.seed'],
  [/^must be an address that begins with https:\/\/$/, 'ui.fault.address'],
  [/^contains half of a surrogate pair/, 'ui.fault.surrogate'],
  [/^contains a control character/, 'ui.fault.control'],
  [/^must be a single line$/, 'ui.fault.line'],
];

/** The errors of one field, and of what is inside it, as one sentence; null when it is fine. */
export function sentenceFor(errors: readonly FieldError[], field: string): string | null {
  const own = errors.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));
  return own ? sentence(own.detail, field) : null;
}

/** What is wrong with a request apart from any field the form shows. */
export function sentencesFor(errors: readonly FieldError[]): string {
  return errors.map(({ pointer, detail }) => sentence(detail, pointer.split('/')[1] ?? '')).join(' ');
}

function sentence(detail: string, field: string): string {
  const name = fieldName(field);
  for (const [pattern, key] of faults) {
    const found = pattern.exec(detail);
    if (found) return say(key, { field: name, ...found.groups });
  }
  if (!/^\p{Ll}/u.test(detail)) return /[.!?]$/.test(detail) ? detail : `${detail}.`;
  return say('ui.fault.other', { field: name, detail });
}

/** What a field is called, by the name that requests have for it. */
export function fieldName(field: string): string {
  const known = fields.find((each) => each === field);
  return known ? say(`ui.field.${known}`) : field || say('ui.field.other');
}
