import { codeOf, StorageError } from './storage-error.ts';

/** Runs a file operation and gives its failure one of our codes. Sources are read outside, so their errors stay theirs. */
export async function onDisk<Result>(operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (cause) {
    throw toStorageError(cause);
  }
}

function toStorageError(cause: unknown): StorageError {
  switch (codeOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StorageError('disk_full', 'The disk is full: the file was not stored.', { cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StorageError('not_writable', 'This user may not use the directory of stored files.', {
        cause,
      });
    case 'EEXIST':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new StorageError(
        'key_conflict',
        'A part of the key is a blob already, or the key is a folder of blobs.',
        {
          cause,
        },
      );
    default:
      return new StorageError('io_failed', 'The disk did not do what it should.', { cause });
  }
}
