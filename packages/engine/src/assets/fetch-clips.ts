import type { Core } from '../core.ts';
import { isEssential, type StagedClip, type StagedFile } from './staged-clip.ts';
import type { Staging } from './stage-clips.ts';
import { storeFile, type FilePlace, type FileResult } from './store-file.ts';

/**
 * Downloads whatever still stands at a provider's address, all versions side by side (GEN-6). A missing cover
 * or video is left out; missing audio fails the look, to be tried again.
 */
export async function fetchClips(
  core: Core,
  trackId: string,
  clips: readonly StagedClip[],
  signal: AbortSignal,
): Promise<Staging> {
  const results = await Promise.all(clips.map((clip) => fetchClip(core, trackId, clip, signal)));
  const failure = results.find((result) => result.kind === 'failed');
  if (failure) return failure;
  return {
    kind: 'staged',
    clips: results.flatMap((result) => (result.kind === 'staged' ? result.clips : [])),
  };
}

async function fetchClip(
  core: Core,
  trackId: string,
  clip: StagedClip,
  signal: AbortSignal,
): Promise<Staging> {
  const failures: Extract<FileResult, { kind: 'failed' }>[] = [];
  const fetchOne = async (
    kind: FilePlace['kind'],
    file: StagedFile | null,
    name = '',
  ): Promise<StagedFile | null> => {
    if (file?.kind !== 'url') return file;
    const place = { trackId, variantIndex: clip.variantIndex, kind, name };
    const result = await fetchFile(core, place, file.url, clip.durationSeconds, signal);
    if (result.kind === 'stored') return result.file;
    if (isEssential(kind)) failures.push(result);
    else core.log.warn({ trackId, kind, reason: result.failure.message }, 'file left out');
    return null;
  };
  const [audio, cover, video, peaks] = await Promise.all([
    fetchOne('audio', clip.audio),
    fetchOne('cover', clip.cover),
    fetchOne('video', clip.video),
    fetchOne('peaks', clip.peaks),
  ]);
  const stems = [];
  for (const stem of clip.stems) {
    const file = await fetchOne('stem', stem.audio, stem.name);
    if (file) stems.push({ name: stem.name, audio: file });
  }
  if (failures[0]) return failures[0];
  const durationSeconds = audio?.kind === 'stored' ? audio.durationSeconds : clip.durationSeconds;
  return { kind: 'staged', clips: [{ ...clip, durationSeconds, audio, cover, video, peaks, stems }] };
}

async function fetchFile(
  core: Core,
  place: FilePlace,
  url: string,
  promisedSeconds: number | null,
  signal: AbortSignal,
): Promise<FileResult> {
  let source;
  try {
    source = await core.download(url, signal);
  } catch (error) {
    // The address may carry a secret of the provider, so only our own words go on record.
    core.log.warn({ trackId: place.trackId, kind: place.kind, reason: nameOf(error) }, 'download failed');
    const message = `The ${place.kind} file could not be downloaded.`;
    const failure = { kind: 'network', phase: 'fetch-output', message, sideEffect: 'accepted' } as const;
    return { kind: 'failed', failure: { ...failure, retryable: true, canFailOver: false } };
  }
  try {
    return await storeFile(core, place, { ...source, promisedSeconds });
  } catch (error) {
    // A disk that is full may have room at the next try, and must not keep the track past its deadline.
    core.log.warn({ err: error, trackId: place.trackId, kind: place.kind }, 'file could not be stored');
    const message = `The ${place.kind} file could not be stored.`;
    const failure = {
      kind: 'output-invalid',
      phase: 'fetch-output',
      message,
      sideEffect: 'accepted',
    } as const;
    return { kind: 'failed', failure: { ...failure, retryable: true, canFailOver: false } };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
