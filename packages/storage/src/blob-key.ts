import { StorageError } from './storage-error.ts';

const LENGTH_MAX = 300;
/** File systems allow 255 bytes in a name. */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/**
 * Whether a text may name a blob: segments of letters, digits, `.`, `_` and `-`, joined by `/`, at most 300 characters. No
 * segment begins with a dot, so no key climbs out of the store or meets its own files.
 */
export function isBlobKey(key: string): boolean {
  return key.length <= LENGTH_MAX && key.split('/').every((segment) => SEGMENT.test(segment));
}

/** Throws `invalid_key` for anything else. The key comes from us or from a URL, so the message may show it. */
export function assertBlobKey(key: string): void {
  if (!isBlobKey(key))
    throw new StorageError('invalid_key', `${JSON.stringify(key).slice(0, 100)} is no key of a blob.`);
}
