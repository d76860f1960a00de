/** What can go wrong with the store itself. A blob that is not there is not an error: `stat` and `open` return null. */
export type StorageErrorCode =
  'invalid_key' | 'disk_full' | 'not_writable' | 'key_conflict' | 'too_large' | 'io_failed';

/** The one error this package throws by itself; failures of a source pass through as they are. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  /** True when the same call may succeed later, when there is room again. */
  readonly retryable: boolean;

  constructor(code: StorageErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'disk_full' || code === 'io_failed';
  }
}

/** The `code` of a node error, or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
