import { z } from 'zod';
import { givenId } from './given-id.ts';
import { filledText, text, textLimits, webAddress } from './text.ts';

const weight = z.number().min(0).max(1);

/** Suno's own parameters; they may stand flat in the body or under `providerOptions.suno` (PRO-4). */
const sunoParameters = {
  customMode: z.boolean().optional(),
  make_instrumental: z.boolean().optional(),
  negativeTags: text({ max: textLimits.negativeTags }).optional(),
  vocalGender: z.enum(['m', 'f']).optional(),
  styleWeight: weight.optional(),
  weirdnessConstraint: weight.optional(),
  audioWeight: weight.optional(),
  referenceAudioUrl: webAddress().optional(),
  referenceAssetId: givenId().optional().describe('An upload of yours, in place of `referenceAudioUrl`.'),
  personaId: text({ max: 128 }).optional(),
};

const localOptions = z.strictObject({
  stems: z.boolean().optional().describe('Also store the five exact stems of every version.'),
});

/**
 * The body of `POST /v1/tracks`. Unknown fields are refused: a misspelt parameter would otherwise be lost in
 * silence, and `status`, `userId` or `credits` would look accepted (SEC-1).
 */
export const createTrackSchema = z
  .strictObject({
    trackId: givenId().optional().describe('The id the new track shall have.'),
    title: text({ max: textLimits.title }).nullish(),
    prompt: filledText({ max: textLimits.prompt, multiline: true }),
    lyrics: text({ max: textLimits.lyrics, multiline: true }).nullish(),
    styleTags: z
      .array(filledText({ max: textLimits.styleTag }))
      .max(20)
      .optional(),
    hasVocals: z.boolean().nullish(),
    provider: z.string().max(40).optional().describe('A provider of `GET /v1/providers`, or `auto`.'),
    modelVersion: text({ max: textLimits.modelVersion }).optional(),
    idempotencyKey: z.string().optional(),
    projectId: text({ max: textLimits.projectId }).nullish(),
    durationSeconds: z.number().min(1).max(600).optional(),
    seed: z.int().min(0).max(4_294_967_295).optional(),
    variants: z.int().min(1).max(4).optional(),
    onUnsupported: z.enum(['warn', 'error']).optional(),
    ...sunoParameters,
    providerOptions: z
      .strictObject({ suno: z.strictObject(sunoParameters).optional(), local: localOptions.optional() })
      .optional(),
  })
  .meta({ id: 'CreateTrack' });

export type CreateTrackInput = z.input<typeof createTrackSchema>;
export type CreateTrack = z.output<typeof createTrackSchema>;
