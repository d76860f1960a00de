import type { Readable } from 'node:stream';

/** Part of a blob: first and last byte, both included, as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What was stored: its size, and its SHA-256 in lower-case hex. */
export interface StoredBlob {
  bytes: number;
  sha256: string;
}

/** One entry of a listing. */
export interface ListedBlob {
  key: string;
  bytes: number;
  modifiedAt: Date;
}

/**
 * Where files live. A blob is there whole or not at all: once `put` has returned it survives a power cut, and before that
 * nobody sees any of it. Throws StorageError.
 */
export interface BlobStore {
  /** Stores, replacing what had that key. When the source throws, nothing is stored and its error comes out. */
  put(key: string, source: BlobSource, options?: { mimeType?: string }): Promise<StoredBlob>;
  stat(key: string): Promise<{ bytes: number } | null>;
  /** The content, or null when there is none. The reader must be consumed or destroyed. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Removes; nothing happens when there is none. */
  delete(key: string): Promise<void>;
  /** Every blob, in no promised order. */
  list(): AsyncIterable<ListedBlob>;
}

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;
