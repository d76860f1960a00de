export { isBlobKey } from './blob-key.ts';
export type { BlobSource, BlobStore, ByteRange, ListedBlob, ReceivedBlob, StoredBlob } from './blob-store.ts';
export { createDiskStore } from './disk-store.ts';
export type { DiskStoreOptions } from './disk-store.ts';
export { signFileUrl, verifyFileUrl } from './file-url.ts';
export type { FileUrlClaim, FileUrlParts } from './file-url.ts';
export { parseRange } from './parse-range.ts';
export { StorageError } from './storage-error.ts';
export type { StorageErrorCode } from './storage-error.ts';
