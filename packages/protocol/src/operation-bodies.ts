import { z } from 'zod';
import { createTrackSchema } from './create-track.ts';
import { givenId } from './given-id.ts';
import { filledText, text, textLimits } from './text.ts';

const track = createTrackSchema.shape;
const seconds = z.number().min(0).max(600);

/** Fields every operation on a version takes. */
const onVersion = {
  versionId: givenId().optional().describe('The version to work on; the primary one when not given.'),
  idempotencyKey: track.idempotencyKey,
};

/** Fields of a new track that starts from another; what is not given is as in the source. */
const fromTrack = {
  ...onVersion,
  trackId: track.trackId,
  title: track.title,
  prompt: filledText({ max: textLimits.prompt, multiline: true }).optional(),
  styleTags: track.styleTags,
  provider: track.provider,
  modelVersion: track.modelVersion,
  onUnsupported: track.onUnsupported,
};

export const extendSchema = z
  .strictObject({
    ...fromTrack,
    lyrics: track.lyrics,
    durationSeconds: track.durationSeconds.describe('How much is added, where the model can be told.'),
    continueAtSeconds: seconds.optional().describe('Where the new part begins; the end when not given.'),
  })
  .meta({ id: 'Extend' });
export type Extend = z.output<typeof extendSchema>;
export type ExtendInput = z.input<typeof extendSchema>;

export const replaceSectionSchema = z
  .strictObject({
    ...fromTrack,
    startSeconds: seconds,
    endSeconds: seconds,
    lyrics: filledText({ max: textLimits.lyrics, multiline: true }),
  })
  .refine((section) => section.endSeconds > section.startSeconds, {
    path: ['endSeconds'],
    message: 'must be after startSeconds',
  })
  .meta({ id: 'ReplaceSection' });
export type ReplaceSection = z.output<typeof replaceSectionSchema>;
export type ReplaceSectionInput = z.input<typeof replaceSectionSchema>;

/** Cover, add-vocals and add-instrumental: a track over given audio, which is the version's own when no other is named. */
export const overAudioSchema = createTrackSchema
  .extend({
    versionId: onVersion.versionId,
    prompt: filledText({ max: textLimits.prompt, multiline: true }).optional(),
  })
  .meta({ id: 'OverAudio' });
export type OverAudio = z.output<typeof overAudioSchema>;
export type OverAudioInput = z.input<typeof overAudioSchema>;

export const stemsSchema = z
  .strictObject({
    ...onVersion,
    mode: z
      .enum(['vocals', 'all'])
      .default('vocals')
      .describe('`vocals`: two stems. `all`: every instrument.'),
  })
  .meta({ id: 'Stems' });
export type Stems = z.output<typeof stemsSchema>;
export type StemsInput = z.input<typeof stemsSchema>;

export const versionOnlySchema = z.strictObject(onVersion).meta({ id: 'OnVersion' });
export type OnVersion = z.output<typeof versionOnlySchema>;
export type OnVersionInput = z.input<typeof versionOnlySchema>;

export const personaBodySchema = z
  .strictObject({
    ...onVersion,
    name: filledText({ max: 100 }),
    description: filledText({ max: 1000, multiline: true }),
  })
  .meta({ id: 'CreatePersona' });
export type CreatePersona = z.output<typeof personaBodySchema>;
export type CreatePersonaInput = z.input<typeof personaBodySchema>;

export const lyricsBodySchema = z
  .strictObject({
    prompt: filledText({ max: textLimits.prompt, multiline: true }),
    provider: track.provider,
    idempotencyKey: track.idempotencyKey,
  })
  .meta({ id: 'CreateLyrics' });
export type CreateLyrics = z.output<typeof lyricsBodySchema>;
export type CreateLyricsInput = z.input<typeof lyricsBodySchema>;

export const styleBodySchema = z
  .strictObject({
    text: text({ max: 1000, multiline: true }).refine((value) => value.trim() !== '', {
      message: 'must not be blank',
    }),
    provider: track.provider,
    idempotencyKey: track.idempotencyKey,
  })
  .meta({ id: 'BoostStyle' });
export type BoostStyle = z.output<typeof styleBodySchema>;
export type BoostStyleInput = z.input<typeof styleBodySchema>;
