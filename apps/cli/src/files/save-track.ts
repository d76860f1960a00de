import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@impresario/client';
import type { Track, Version } from '@impresario/protocol';
import { fileExtension, fileStem } from './file-stem.ts';
import { saveAsset } from './save-asset.ts';

export interface SavedVersion {
  path: string;
  versionId: string;
  variantIndex: number;
  isPrimary: boolean;
  title: string | null;
  durationSeconds: number | null;
  bytes: number;
  mimeType: string;
  coverPath: string | null;
  stems: { name: string; path: string }[];
}

/** Stores the audio, the cover and the stems of every version of a finished track, and says where. */
export async function saveTrack(
  client: Client,
  track: Track,
  directory: string,
  signal?: AbortSignal,
): Promise<SavedVersion[]> {
  await mkdir(directory, { recursive: true });
  const versions = track.versions.toSorted((a, b) => a.variantIndex - b.variantIndex);
  const saved: SavedVersion[] = [];
  for (const [index, version] of versions.entries()) {
    if (!version.audio) continue;
    const title = fileStem(track.title ?? version.title, `track-${track.id.slice(-8)}`);
    const stem = versions.length > 1 ? `${title}-v${index + 1}` : title;
    saved.push(await saveVersion(client, version, { directory, stem }, signal));
  }
  return saved;
}

async function saveVersion(
  client: Client,
  version: Version,
  target: { directory: string; stem: string },
  signal?: AbortSignal,
): Promise<SavedVersion> {
  const audio = version.audio!;
  const extension = fileExtension(audio.mimeType, '.mp3');
  const file = await saveAsset(client, audio, { ...target, extension }, signal);
  // The audio may have had to take another name; what belongs to it follows.
  const beside = { directory: target.directory, stem: path.basename(file, extension) };
  const stems: SavedVersion['stems'] = [];
  for (const { name, audio: sound } of version.stems) {
    const stem = `${beside.stem}-${fileStem(name, 'stem')}`;
    const extension = fileExtension(sound.mimeType, '.wav');
    stems.push({ name, path: await saveAsset(client, sound, { ...beside, stem, extension }, signal) });
  }
  const cover = version.cover;
  const coverTarget = cover && { ...beside, extension: fileExtension(cover.mimeType, '.jpg') };
  return {
    path: file,
    versionId: version.id,
    variantIndex: version.variantIndex,
    isPrimary: version.isPrimary,
    title: version.title,
    durationSeconds: version.durationSeconds,
    bytes: audio.bytes,
    mimeType: audio.mimeType,
    coverPath: cover && coverTarget ? await saveAsset(client, cover, coverTarget, signal) : null,
    stems,
  };
}
