import { z } from 'zod';
import { songOperations } from './operations.ts';
import { trackErrorCodes } from './problem.ts';
import { warningSchema } from './warning.ts';

export const trackStatuses = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type TrackStatus = (typeof trackStatuses)[number];

/** Nothing moves out of these (I6). */
export const terminalStatuses: readonly TrackStatus[] = ['completed', 'failed', 'cancelled'];

export function isTerminal(status: string): boolean {
  return (terminalStatuses as readonly string[]).includes(status);
}

const time = z.iso.datetime();

export const assetSchema = z
  .object({
    url: z.string().describe('Signed, and gone after some hours: read the track again for a fresh one.'),
    mimeType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof assetSchema>;

export const sectionSchema = z
  .object({
    kind: z
      .string()
      .describe('`intro`, `verse`, `pre-chorus`, `chorus`, `bridge`, `break`, `solo`, `outro` …'),
    label: z.string().describe('What a listener reads, e.g. `Verse 2`.'),
    startSeconds: z.number(),
    endSeconds: z.number(),
  })
  .meta({ id: 'Section' });
export type Section = z.infer<typeof sectionSchema>;

export const versionSchema = z
  .object({
    id: z.uuid(),
    variantIndex: z.int(),
    isPrimary: z.boolean(),
    providerClipId: z.string().nullable(),
    title: z.string().nullable(),
    lyrics: z.string().nullable(),
    durationSeconds: z.number().nullable(),
    sections: z
      .array(sectionSchema)
      .describe('Its form, in order; empty where the provider does not tell it.'),
    streamUrl: z.string().nullable(),
    audio: assetSchema.nullable(),
    cover: assetSchema.nullable(),
    video: assetSchema.nullable(),
    peaks: assetSchema.nullable(),
    stems: z.array(z.object({ name: z.string(), audio: assetSchema })),
    wav: assetSchema.nullable().describe('Lossless, when it was asked for.'),
  })
  .meta({ id: 'Version' });
export type Version = z.infer<typeof versionSchema>;

export const trackErrorSchema = z
  .object({ code: z.enum(trackErrorCodes), message: z.string(), retryable: z.boolean() })
  .meta({ id: 'TrackError' });
export type TrackError = z.infer<typeof trackErrorSchema>;

export const trackSchema = z
  .object({
    id: z.uuid(),
    object: z.literal('track'),
    status: z.enum(trackStatuses),
    operation: z.enum(songOperations).describe('How it came to be.'),
    provider: z.string(),
    model: z.string().nullable(),
    title: z.string().nullable(),
    prompt: z.string(),
    lyrics: z.string().nullable(),
    styleTags: z.array(z.string()),
    hasVocals: z.boolean().nullable(),
    projectId: z.string().nullable(),
    seed: z
      .int()
      .nullable()
      .describe(
        'What its music was drawn from: the same brief with it gives the same songs. null where the provider takes none, or tells none.',
      ),
    sourceTrackId: z.uuid().nullable().describe('The track it was made from.'),
    sourceVersionId: z.uuid().nullable(),
    claimedFrom: z.uuid().nullable().describe('The failed track whose late result this is.'),
    retriedFrom: z.uuid().nullable().describe('The track that was asked for once more.'),
    taskId: z.string().nullable(),
    progress: z.number().min(0).max(1).nullable(),
    stage: z.string().nullable().describe('What is being done now, in words a person reads.'),
    revision: z.int(),
    warnings: z.array(warningSchema),
    error: trackErrorSchema.nullable(),
    creditsCharged: z.number(),
    creditsRefunded: z.number(),
    queuePosition: z.int().nullable(),
    estimatedCompletionAt: time.nullable(),
    deadlineAt: time,
    createdAt: time,
    updatedAt: time,
    completedAt: time.nullable(),
    versions: z.array(versionSchema),
  })
  .meta({ id: 'Track' });
export type Track = z.infer<typeof trackSchema>;

/** An asset as the engine keeps it: a key in the blob store instead of a signed address. */
export interface StoredAsset {
  readonly key: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
}

type Stored<T> = T extends Asset
  ? StoredAsset
  : T extends readonly (infer E)[]
    ? Stored<E>[]
    : T extends object
      ? { [K in keyof T]: Stored<T[K]> }
      : T;

/** A track before its files are signed: what the database's `track_snapshot` returns and events keep. */
export type TrackSnapshot = Omit<Track, 'versions'> & { versions: Stored<Version>[] };

/** The track as its owner sees it, each stored file given an address by `fileUrl`. */
export function presentTrack(snapshot: TrackSnapshot, fileUrl: (asset: StoredAsset) => string): Track {
  const asset = (stored: StoredAsset | null): Asset | null =>
    stored && { url: fileUrl(stored), mimeType: stored.mimeType, bytes: stored.bytes, sha256: stored.sha256 };
  return {
    ...snapshot,
    // Events of before there were these three are told without them.
    seed: (snapshot as Partial<TrackSnapshot>).seed ?? null,
    retriedFrom: (snapshot as Partial<TrackSnapshot>).retriedFrom ?? null,
    versions: snapshot.versions.map((version) => ({
      ...version,
      sections: (version as Partial<typeof version>).sections ?? [],
      audio: asset(version.audio),
      cover: asset(version.cover),
      video: asset(version.video),
      peaks: asset(version.peaks),
      wav: asset(version.wav),
      stems: version.stems.map((stem) => ({ name: stem.name, audio: asset(stem.audio) as Asset })),
    })),
  };
}
