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

/** Content that is on the disk and has no name yet. It takes room until it is kept, discarded, or its process is gone. */
export interface ReceivedBlob extends Readonly<StoredBlob> {
  /** The first 64 bytes, or all when there are fewer. */
  readonly head: Uint8Array;
  /** A fresh reader of the whole, which must be consumed or destroyed. Not while `keep` runs. */
  open(): Readable;
  /** Gives it its name, replacing what had it; durable when it returns. Once only: after a failure it is discarded. */
  keep(key: string, options?: { mimeType?: string }): Promise<StoredBlob>;
  /** Forgets it. Nothing happens after `keep`, or a second time. */
  discard(): Promise<void>;
}

/**
 * Where files live. A blob is there whole or not at all: once `put` has returned it survives a power cut, and before that
 * nobody sees any of it. Throws StorageError.
 */
export interface BlobStore {
  /** Stores, replacing what had that key. When the source throws, nothing is stored and its error comes out. */
  put(key: string, source: BlobSource, options?: { mimeType?: string }): Promise<StoredBlob>;
  /**
   * Takes a stream of unknown content in, in constant memory. Nobody sees it before `keep`. Throws `too_large` as soon as there
   * are more than `bytesMax` bytes; when the source throws, nothing is left and its error comes out.
   */
  receive(source: AsyncIterable<Uint8Array>, options?: { bytesMax?: number }): Promise<ReceivedBlob>;
  stat(key: string): Promise<{ bytes: number } | null>;
  /** The content, or null when there is none. The reader must be consumed or destroyed. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Removes; nothing happens when there is none. */
  delete(key: string): Promise<void>;
  /** Every blob, in no promised order. */
  list(): AsyncIterable<ListedBlob>;
}

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;
