import type { Failure } from '@impresario/provider';
import { StorageError } from '@impresario/storage';
import type { Core } from '../core.ts';
import { stageAll, type Owner, type Staging } from './stage-clips.ts';
import type { StagedClip, StagedFile } from './staged-clip.ts';
import type { FileResult } from './store-file.ts';

/**
 * Brings in whatever still stands at a provider's address, all files side by side (GEN-6). What came is kept also when
 * something else did not; that is tried again.
 */
export function fetchClips(
  core: Core,
  owner: Owner,
  clips: readonly StagedClip[],
  signal: AbortSignal,
): Promise<Staging> {
  return stageAll<StagedFile>(core, owner, clips, async (file, store) => {
    if (file.kind === 'stored') return { kind: 'kept', file };
    try {
      const { body, mimeType } = await core.download(file.url, signal);
      const result = await store({ body, mimeType: mimeType ?? file.mimeType ?? null });
      return result.kind === 'stored' ? { ...result, file: { ...result.file, from: file.url } } : result;
    } catch (error) {
      return failedFetch(core, owner, error);
    }
  });
}

/** The address may carry a secret of the provider, so only our own words go on record. */
function failedFetch(core: Core, { trackId }: Owner, error: unknown): FileResult {
  if (error instanceof StorageError) {
    // A disk that is full may have room at the next try, and must not keep the track past its deadline.
    core.log.warn({ err: error, trackId }, 'file could not be stored');
    return failed('output-invalid', 'A file could not be stored.');
  }
  const { code, status } = refusalOf(error);
  core.log.warn({ trackId, code, status }, 'download failed');
  const isGone = status !== null && goneStatuses.has(status);
  return failed(isGone ? 'output-expired' : 'network', `A file could not be downloaded (${code}).`);
}

/** An address that has run out, or never was one: the provider may have a fresh one. */
const goneStatuses = new Set([401, 403, 404, 410]);

function refusalOf(error: unknown): { code: string; status: number | null } {
  const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown };
  return {
    code: typeof code === 'string' ? code : 'unknown',
    status: typeof status === 'number' ? status : null,
  };
}

function failed(kind: Failure['kind'], message: string): FileResult {
  const failure = { kind, phase: 'fetch-output', message, sideEffect: 'accepted' } as const;
  return { kind: 'failed', failure: { ...failure, retryable: true, canFailOver: false } };
}
