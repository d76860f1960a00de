import { mkdir } from 'node:fs/promises';
import type { Client } from '@impresario/client';
import type { Asset, Track } from '@impresario/protocol';
import { fileExtension, fileStem } from './file-stem.ts';
import { saveAsset } from './save-asset.ts';

interface Wanted {
  readonly kind: 'stems' | 'wav';
  /** The primary version when the server did not say. */
  readonly versionId: string | null;
  readonly directory: string;
}

export interface SavedSideFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly mimeType: string;
}

/** Stores what was made beside a version: `harbour-1-vocals.mp3`, `harbour-1.wav`; says where. */
export async function saveSideFiles(
  client: Client,
  track: Track,
  { kind, versionId, directory }: Wanted,
  signal: AbortSignal,
): Promise<SavedSideFile[]> {
  const version =
    track.versions.find(({ id }) => id === versionId) ?? track.versions.find(({ isPrimary }) => isPrimary);
  if (!version) return [];
  await mkdir(directory, { recursive: true });
  const title = fileStem(track.title ?? version.title, `track-${track.id.slice(-8)}`);
  const beginning = `${title}-${version.variantIndex + 1}`;
  const files: { name: string; stem: string; asset: Asset }[] =
    kind === 'wav'
      ? version.wav
        ? [{ name: 'wav', stem: beginning, asset: version.wav }]
        : []
      : version.stems.map(({ name, audio }) => ({
          name,
          stem: `${beginning}-${fileStem(name, 'stem')}`,
          asset: audio,
        }));
  const saved: SavedSideFile[] = [];
  for (const { name, stem, asset } of files) {
    const extension = fileExtension(asset.mimeType, kind === 'wav' ? '.wav' : '.mp3');
    const path = await saveAsset(client, asset, { directory, stem, extension }, signal);
    saved.push({ name, path, bytes: asset.bytes, mimeType: asset.mimeType });
  }
  return saved;
}
