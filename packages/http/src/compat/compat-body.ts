import { createTrackSchema, type CreateTrack } from '@impresario/protocol';
import { z } from 'zod';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { bodyFaults, type Fault } from '../requests/validation-faults.ts';

/** Our name of each field, with the other spellings that clients of the original design send. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  trackId: ['track_id'],
  title: [],
  prompt: [],
  lyrics: [],
  styleTags: ['tags', 'style_tags'],
  hasVocals: ['has_vocals'],
  modelVersion: ['model_version', 'model'],
  idempotencyKey: ['idempotency_key'],
  projectId: ['project_id'],
  durationSeconds: ['duration_seconds', 'duration'],
  seed: [],
  variants: [],
  customMode: ['custom_mode'],
  make_instrumental: ['makeInstrumental', 'instrumental', 'isBGM'],
  negativeTags: ['negative_tags'],
  vocalGender: ['vocal_gender'],
  styleWeight: ['style_weight'],
  weirdnessConstraint: ['weirdness_constraint'],
  audioWeight: ['audio_weight'],
  referenceAudioUrl: ['reference_audio_url'],
  referenceAssetId: ['reference_asset_id'],
  personaId: ['persona_id'],
};
const weights = ['styleWeight', 'weirdnessConstraint', 'audioWeight'];

/** Fields that would look accepted if they were passed over in silence (SEC-1, PRO-4). */
const refusedFields: Readonly<Record<string, string>> = {
  status: 'is not a field of this request',
  userId: 'is not a field of this request',
  user_id: 'is not a field of this request',
  credits: 'is not a field of this request',
  referenceTrackId: 'is not taken here; use POST /v1/tracks/{id}/cover',
};

const anyField = z.unknown().optional();

/** For the documentation: every name that is looked at. Other fields are passed over. */
export const compatBodySchema = z
  .looseObject(
    Object.fromEntries(
      Object.entries(spellings).flatMap(([ours, others]) => [
        [ours, anyField],
        ...others.map((other) => [other, anyField.describe(`As \`${ours}\`.`)] as const),
      ]),
    ),
  )
  .meta({ id: 'FlatTrack' });

/** The flat body of the original design as a request of ours, or a refusal in the client's own spelling. */
export function readCompatBody(
  sent: Readonly<Record<string, unknown>>,
  provider: string,
): CreateTrack | Refusal {
  const faults: Fault[] = Object.entries(refusedFields)
    .filter(([name]) => isGiven(sent[name]))
    .map(([name, detail]) => ({ pointer: `/${name}`, detail }));
  if (faults.length > 0) return invalid(faults);
  const { fields, sentAs } = inOurSpelling(sent);
  fields.styleTags = tagsOf(fields.styleTags);
  scaleWeights(fields);
  if (!isFilled(fields.prompt)) fields.prompt = promptOf(fields) ?? fields.prompt;
  const body = { ...withoutUndefined(fields), provider };
  const parsed = createTrackSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  return invalid(
    bodyFaults(parsed.error, body).map(({ pointer, detail }) => {
      const [, field = '', ...rest] = pointer.split('/');
      return { pointer: ['', sentAs[field] ?? field, ...rest].join('/'), detail };
    }),
  );
}

function inOurSpelling(sent: Readonly<Record<string, unknown>>) {
  const fields: Record<string, unknown> = {};
  const sentAs: Record<string, string> = {};
  for (const [ours, others] of Object.entries(spellings)) {
    const name = [ours, ...others].find((candidate) => isGiven(sent[candidate]));
    if (name === undefined) continue;
    fields[ours] = sent[name];
    sentAs[ours] = name;
  }
  return { fields, sentAs };
}

/** "a, b" or a list. */
function tagsOf(tags: unknown): unknown {
  if (typeof tags !== 'string') return tags;
  return tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** Weights came as 0 to 1 and as 0 to 100; a client that sends one above 1 counts all of them in hundredths. */
function scaleWeights(fields: Record<string, unknown>): void {
  const given = weights.filter((name) => typeof fields[name] === 'number');
  if (!given.some((name) => (fields[name] as number) > 1)) return;
  for (const name of given) fields[name] = (fields[name] as number) / 100;
}

/** There, lyrics alone were enough; here a prompt says what the song is of. */
function promptOf({ lyrics, title, styleTags }: Record<string, unknown>): string | undefined {
  if (!isFilled(lyrics)) return undefined;
  const tags = Array.isArray(styleTags) ? styleTags.join(', ') : '';
  const firstLine = lyrics.trim().split('\n', 1)[0];
  return [title, tags, firstLine].find(isFilled);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function invalid(errors: Fault[]): Refusal {
  return refuse('validation_failed', 'The body is not valid.', { extra: { errors } });
}
