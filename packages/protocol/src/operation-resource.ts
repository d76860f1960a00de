import { z } from 'zod';
import { sideOperations } from './operations.ts';
import { trackErrorSchema, trackStatuses } from './track.ts';
import { warningSchema } from './warning.ts';

const time = z.iso.datetime();

/** What an operation answers in words. Files are not here: they stand on the version they belong to. */
export const operationResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lyrics'),
    variants: z.array(z.object({ title: z.string().nullable(), text: z.string() })),
  }),
  z.object({
    kind: z.literal('timed-lyrics'),
    words: z.array(z.object({ text: z.string(), startSeconds: z.number(), endSeconds: z.number() })),
  }),
  z.object({
    kind: z.literal('persona'),
    personaId: z.string().describe("The provider's own id; usable as `personaId` of a new track."),
  }),
  z.object({ kind: z.literal('style'), text: z.string() }),
]);
export type OperationResult = z.infer<typeof operationResultSchema>;

/** Work beside a track: stems, WAV, video, persona, lyrics, style. */
export const operationSchema = z
  .object({
    id: z.uuid(),
    object: z.literal('operation'),
    operation: z.enum(sideOperations),
    status: z.enum(trackStatuses),
    provider: z.string(),
    trackId: z.uuid().nullable().describe('The track it works on, where its files land.'),
    versionId: z.uuid().nullable(),
    taskId: z.string().nullable(),
    progress: z.number().min(0).max(1).nullable(),
    stage: z.string().nullable(),
    revision: z.int(),
    warnings: z.array(warningSchema),
    error: trackErrorSchema.nullable(),
    result: operationResultSchema.nullable(),
    creditsCharged: z.number(),
    creditsRefunded: z.number(),
    deadlineAt: time,
    createdAt: time,
    updatedAt: time,
    completedAt: time.nullable(),
  })
  .meta({ id: 'Operation' });
export type OperationResource = z.infer<typeof operationSchema>;

/** A voice and manner taken from a track, usable as `personaId` of a new one. */
export const personaSchema = z
  .object({
    id: z.string().describe('What to send as `personaId`.'),
    name: z.string(),
    description: z.string(),
    provider: z.string(),
    trackId: z.uuid().nullable(),
    createdAt: time,
  })
  .meta({ id: 'Persona' });
export type Persona = z.infer<typeof personaSchema>;

/** Reference audio of a user, usable as `referenceAssetId`. */
export const uploadSchema = z
  .object({
    id: z.uuid(),
    object: z.literal('upload'),
    mimeType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    durationSeconds: z.number(),
    createdAt: time,
  })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof uploadSchema>;
