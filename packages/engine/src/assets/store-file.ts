import { createHash } from 'node:crypto';
import type { Failure } from '@impresario/provider';
import type { Core } from '../core.ts';
import { inspectAudio } from './inspect-audio.ts';
import type { StoredFile } from './staged-clip.ts';

export interface FilePlace {
  readonly trackId: string;
  readonly variantIndex: number;
  readonly kind: 'audio' | 'cover' | 'video' | 'peaks' | 'stem';
  /** The stem's name; empty for the others. */
  readonly name: string;
}

export type FileResult =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | { readonly kind: 'failed'; readonly failure: Failure };

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'application/json': 'json',
};

/**
 * Checks a file and puts it into the store under a name made of its own hash, so that storing it again is
 * harmless. Its row is written later: a blob without a row is swept, a row without its blob never exists (I12).
 */
export async function storeFile(
  core: Core,
  place: FilePlace,
  source: {
    readonly bytes: Uint8Array;
    readonly mimeType: string | null;
    readonly promisedSeconds: number | null;
  },
): Promise<FileResult> {
  const isAudio = place.kind === 'audio' || place.kind === 'stem';
  const inspection = isAudio ? await inspectAudio(source.bytes, source.promisedSeconds) : null;
  if (inspection?.kind === 'damaged')
    return failed(`The ${place.kind} file was refused: ${inspection.reason}.`, true);
  const mimeType = inspection?.mimeType ?? plainType(source.mimeType);
  const extension = extensions[mimeType];
  if (!extension || source.bytes.byteLength === 0)
    return failed(`The ${place.kind} file is not usable.`, true);
  const hash = createHash('sha256').update(source.bytes).digest('hex');
  // A stem is named by its provider, and keys allow less than names do.
  const name = place.name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  const label = name ? `${place.kind}-${name}` : place.kind;
  const key = `tracks/${place.trackId}/${place.variantIndex}/${label}-${hash.slice(0, 16)}.${extension}`;
  const { bytes, sha256 } = await core.blobs.put(key, source.bytes, { mimeType });
  return {
    kind: 'stored',
    file: {
      kind: 'stored',
      key,
      mimeType,
      bytes,
      sha256,
      durationSeconds: inspection?.durationSeconds ?? null,
    },
  };
}

/** A media type without its parameters, as a table of types knows it. */
function plainType(header: string | null): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function failed(message: string, retryable: boolean): FileResult {
  const failure: Failure = {
    kind: 'output-invalid',
    phase: 'fetch-output',
    message,
    sideEffect: 'accepted',
    retryable,
    canFailOver: false,
  };
  return { kind: 'failed', failure };
}
