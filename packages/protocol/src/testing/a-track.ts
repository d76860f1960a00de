import type { Asset, StoredAsset, Track, TrackSnapshot, Version } from '../track.ts';

const firstAt = Date.UTC(2026, 0, 1);
const ownId = /^019a0000-0000-7000-8000-(\d{12})$/;

/** The id of the `number`th track: the higher, the newer. */
export function trackId(number: number): string {
  return `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** A song under way, of which only the told fields matter to a test; the first was made as the year began, each next a minute later. */
export function aTrack(fields: Partial<Track> = {}): Track {
  const id = fields.id ?? trackId(1);
  const number = Number(ownId.exec(id)?.[1] ?? 1);
  const createdAtMs = firstAt + (number - 1) * 60_000;
  const createdAt = new Date(createdAtMs).toISOString();
  return {
    id,
    object: 'track',
    status: 'processing',
    operation: 'generate',
    provider: 'local',
    model: 'composer-1',
    title: null,
    prompt: 'warm lo-fi piano for a rainy evening',
    lyrics: null,
    styleTags: [],
    hasVocals: null,
    projectId: null,
    seed: null,
    sourceTrackId: null,
    sourceVersionId: null,
    claimedFrom: null,
    retriedFrom: null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    creditsCharged: 1,
    creditsRefunded: 0,
    queuePosition: null,
    estimatedCompletionAt: null,
    deadlineAt: new Date(createdAtMs + 20 * 60_000).toISOString(),
    createdAt,
    updatedAt: createdAt,
    completedAt: null,
    versions: [],
    ...fields,
  };
}

/** The same as the engine keeps it and its events tell of it. */
export function aTrackSnapshot(fields: Partial<TrackSnapshot> = {}): TrackSnapshot {
  const { versions, ...rest } = fields;
  return { ...aTrack(rest), versions: versions ?? [] };
}

/** The only version of a track, with the told fields; it has no files. */
export function aVersion(fields: Partial<Version> = {}): Version {
  return { ...bareVersion, ...fields };
}

/** The same as the engine keeps it. */
export function aStoredVersion(fields: Partial<StoredVersion> = {}): StoredVersion {
  return { ...bareVersion, ...fields };
}

type StoredVersion = TrackSnapshot['versions'][number];

const bareVersion: Version & StoredVersion = {
  id: '019a0001-0000-7000-8000-000000000001',
  variantIndex: 0,
  isPrimary: true,
  providerClipId: null,
  title: null,
  lyrics: null,
  durationSeconds: 90.2,
  sections: [],
  streamUrl: null,
  audio: null,
  cover: null,
  video: null,
  peaks: null,
  wav: null,
  stems: [],
};

/** A recording under an address that is signed for ever. */
export function anAsset(fields: Partial<Asset> = {}): Asset {
  return { url: '/files/song.mp3?expires=9&signature=s', ...recording, ...fields };
}

/** The same as the engine keeps it. */
export function aStoredAsset(fields: Partial<StoredAsset> = {}): StoredAsset {
  return { key: 'tracks/019a0000/audio-1.mp3', ...recording, ...fields };
}

const recording = { mimeType: 'audio/mpeg', bytes: 10, sha256: 'ab'.repeat(32) };
