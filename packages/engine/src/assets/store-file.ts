import type { Failure } from '@impresario/provider';
import { StorageError, type ReceivedBlob } from '@impresario/storage';
import type { Core } from '../core.ts';
import { endingOf } from './file-types.ts';
import { inspectAudio, type AudioInspection } from './inspect-audio.ts';
import { sniffFile } from './sniff-file.ts';
import type { FileKind, StoredFile } from './staged-clip.ts';

export interface FilePlace {
  readonly trackId: string;
  readonly variantIndex: number;
  readonly kind: FileKind;
  /** The stem's name; empty for the others. */
  readonly name: string;
}

export interface FileSource {
  readonly body: AsyncIterable<Uint8Array>;
  readonly mimeType: string | null;
  /** What its provider says of its length; null when it says nothing. */
  readonly promisedSeconds: number | null;
}

export type FileResult =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What each kind of file may be; a page of words in place of a picture is neither. */
const fitting: Readonly<Record<FileKind, RegExp>> = {
  audio: /^audio\//,
  stem: /^audio\//,
  wav: /^audio\/wav$/,
  cover: /^image\//,
  video: /^video\//,
  peaks: /^application\/json$/,
};

const megabyte = 1024 * 1024;
const bytesMax: Readonly<Record<FileKind, number>> = {
  audio: 256 * megabyte,
  stem: 256 * megabyte,
  wav: 512 * megabyte,
  video: 512 * megabyte,
  cover: 32 * megabyte,
  peaks: 8 * megabyte,
};

/**
 * Takes a file in as it comes, checks it, and keeps it under a name made of its own hash, so that storing it again
 * is harmless. Its row is written later: a blob without a row is swept, a row without its blob never exists (I12).
 */
export async function storeFile(core: Core, place: FilePlace, source: FileSource): Promise<FileResult> {
  let received: ReceivedBlob;
  try {
    received = await core.blobs.receive(source.body, { bytesMax: bytesMax[place.kind] });
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'too_large') throw error;
    return failed(`The ${place.kind} file is larger than ${bytesMax[place.kind] / megabyte} MB.`);
  }
  try {
    return await keep(place, source, received);
  } finally {
    await received.discard();
  }
}

async function keep(place: FilePlace, source: FileSource, received: ReceivedBlob): Promise<FileResult> {
  if (received.bytes === 0) return failed(`The ${place.kind} file is empty.`);
  const inspection = await inspect(place.kind, source, received);
  if (inspection?.kind === 'damaged') {
    return failed(`The ${place.kind} file was refused: ${inspection.reason}.`);
  }
  const mimeType = inspection?.mimeType ?? sniffFile(received.head) ?? plainType(source.mimeType);
  const ending = fitting[place.kind].test(mimeType) ? endingOf(mimeType) : undefined;
  if (!ending) return failed(`The ${place.kind} file is not usable.`);
  const key = keyOf(place, received.sha256, ending);
  const { bytes, sha256 } = await received.keep(key, { mimeType });
  const durationSeconds = inspection?.durationSeconds ?? null;
  return { kind: 'stored', file: { kind: 'stored', key, mimeType, bytes, sha256, durationSeconds } };
}

async function inspect(
  kind: FileKind,
  source: FileSource,
  received: ReceivedBlob,
): Promise<AudioInspection | null> {
  if (kind !== 'audio' && kind !== 'stem' && kind !== 'wav') return null;
  return inspectAudio(received, source.promisedSeconds);
}

function keyOf(place: FilePlace, sha256: string, ending: string): string {
  // A stem is named by its provider, and keys allow less than names do.
  const name = place.name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  const label = name ? `${place.kind}-${name}` : place.kind;
  return `tracks/${place.trackId}/${place.variantIndex}/${label}-${sha256.slice(0, 16)}.${ending}`;
}

/** A media type without its parameters, as a table of types knows it. */
function plainType(header: string | null): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function failed(message: string): FileResult {
  const failure: Failure = {
    kind: 'output-invalid',
    phase: 'fetch-output',
    message,
    sideEffect: 'accepted',
    retryable: true,
    canFailOver: false,
  };
  return { kind: 'failed', failure };
}
