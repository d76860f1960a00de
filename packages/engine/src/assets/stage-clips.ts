import type { Operation } from '@impresario/protocol';
import type { Artifact, Clip, Failure } from '@impresario/provider';
import type { Core } from '../core.ts';
import { bringFiles, isEssential, type FilesOf, type StagedClip, type StagedFile } from './staged-clip.ts';
import { storeFile, type FileResult, type FileSource } from './store-file.ts';

/** Whose files they are: the row they are made for, and what is asked of it. */
export interface Owner {
  readonly trackId: string;
  readonly operation: Operation;
}

export interface Staging {
  readonly clips: readonly StagedClip[];
  /** Why an essential file is missing; null when none is. */
  readonly failure: Failure | null;
}

/** Moves what an inline provider handed us in memory into the store, so that a crash cannot lose it any more. */
export function stageClips(core: Core, owner: Owner, clips: readonly Clip[]): Promise<Staging> {
  return stageAll<Artifact>(core, owner, clips, async (artifact, store) => {
    if (artifact.kind === 'url') return { kind: 'kept', file: artifact };
    return store({ body: once(artifact.bytes), mimeType: artifact.mimeType });
  });
}

/** Brings one file in; `kept` leaves it where it is. */
type Bring<File> = (
  file: File,
  store: (source: Omit<FileSource, 'promisedSeconds'>) => Promise<FileResult>,
) => Promise<FileResult | { readonly kind: 'kept'; readonly file: StagedFile }>;

/**
 * Clips with each of their files brought in, all side by side. An essential file that fails stays at its address and
 * makes the failure; any other is left out (GEN-6).
 */
export async function stageAll<File extends Artifact | StagedFile>(
  core: Core,
  owner: Owner,
  clips: readonly FilesOf<File>[],
  bring: Bring<File>,
): Promise<Staging> {
  let failure: Failure | null = null;
  const stageOne = (clip: FilesOf<File>) =>
    bringFiles<File, StagedFile>(clip, async (kind, name, file) => {
      const place = { trackId: owner.trackId, variantIndex: clip.variantIndex, kind, name };
      const promisedSeconds = kind === 'audio' || kind === 'wav' ? clip.durationSeconds : null;
      const result = await bring(file, (source) => storeFile(core, place, { ...source, promisedSeconds }));
      if (result.kind !== 'failed') return result.file;
      if (isEssential(owner.operation, kind)) {
        failure ??= result.failure;
        return file.kind === 'bytes' ? null : file;
      }
      core.log.warn({ trackId: owner.trackId, kind, reason: result.failure.kind }, 'file left out');
      return null;
    });
  const staged = await Promise.all(clips.map(stageOne));
  return { clips: staged.map(withMeasuredLength), failure };
}

/** What was measured in the file counts more than what was promised. */
function withMeasuredLength(clip: StagedClip): StagedClip {
  return clip.audio?.kind === 'stored' ? { ...clip, durationSeconds: clip.audio.durationSeconds } : clip;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
