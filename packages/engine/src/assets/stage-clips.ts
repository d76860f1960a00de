import type { Artifact, Clip, Failure } from '@impresario/provider';
import type { Core } from '../core.ts';
import { isEssential, type StagedClip, type StagedFile } from './staged-clip.ts';
import { storeFile, type FilePlace } from './store-file.ts';

export type Staging =
  | { readonly kind: 'staged'; readonly clips: readonly StagedClip[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

class StagingFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Moves what an inline provider handed us in memory into the store, so that a crash cannot lose it any more. */
export async function stageClips(core: Core, trackId: string, clips: readonly Clip[]): Promise<Staging> {
  try {
    return { kind: 'staged', clips: await Promise.all(clips.map((clip) => stageClip(core, trackId, clip))) };
  } catch (error) {
    if (error instanceof StagingFailed) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

async function stageClip(core: Core, trackId: string, clip: Clip): Promise<StagedClip> {
  const stage = (kind: FilePlace['kind'], artifact: Artifact | null, name = '') =>
    stageArtifact(core, { trackId, variantIndex: clip.variantIndex, kind, name }, clip, artifact);
  const [audio, cover, video, peaks] = await Promise.all([
    stage('audio', clip.audio),
    stage('cover', clip.cover),
    stage('video', clip.video),
    stage('peaks', clip.peaks),
  ]);
  const stems = [];
  for (const { name, audio: artifact } of clip.stems) {
    const file = await stage('stem', artifact, name);
    if (file) stems.push({ name, audio: file });
  }
  const durationSeconds = audio?.kind === 'stored' ? audio.durationSeconds : clip.durationSeconds;
  return { ...clip, durationSeconds, audio, cover, video, peaks, stems };
}

async function stageArtifact(
  core: Core,
  place: FilePlace,
  clip: Clip,
  artifact: Artifact | null,
): Promise<StagedFile | null> {
  if (artifact?.kind !== 'bytes') return artifact;
  const promisedSeconds = clip.durationSeconds;
  const result = await storeFile(core, place, { ...artifact, promisedSeconds });
  if (result.kind === 'stored') return result.file;
  if (isEssential(place.kind)) throw new StagingFailed(result.failure);
  core.log.warn(
    { trackId: place.trackId, kind: place.kind, reason: result.failure.message },
    'file left out',
  );
  return null;
}
