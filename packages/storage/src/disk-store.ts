import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { assertBlobKey } from './blob-key.ts';
import type { BlobSource, BlobStore, ByteRange, ListedBlob, ReceivedBlob } from './blob-store.ts';
import { onDisk } from './on-disk.ts';
import { receivedBlob } from './received-blob.ts';
import { codeOf } from './storage-error.ts';
import { createTemporaryFiles } from './temporary-files.ts';
import { writeWhole } from './write-whole.ts';

/** The file operations in use; a test passes some that fail. */
export type Files = Pick<typeof fs, 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm' | 'stat' | 'unlink'>;

export interface DiskStoreOptions {
  directory: string;
  files?: Files;
}

/** Within the store's directory, so that a rename moves the finished file; no key begins with a dot. */
const TEMPORARY = '.incoming';

/**
 * Blobs as files below a directory, which is made when missing. What an earlier process left half-written is swept first.
 * Throws `not_writable` or `disk_full` at once when nothing could be stored there. Several processes may share it.
 */
export async function createDiskStore({ directory, files = fs }: DiskStoreOptions): Promise<BlobStore> {
  const root = path.resolve(directory);
  const temporary = await createTemporaryFiles(path.join(root, TEMPORARY), files);
  const fileOf = (key: string): string => {
    assertBlobKey(key);
    return path.join(root, ...key.split('/'));
  };

  const receive = async (source: BlobSource, bytesMax?: number): Promise<ReceivedBlob> =>
    receivedBlob({ files, temporary, fileOf }, await writeWhole(temporary, source, bytesMax));

  return {
    put: async (key, source) => {
      // Before the source is read, which may cost.
      assertBlobKey(key);
      const received = await receive(source);
      return received.keep(key);
    },
    receive: (source, options) => receive(source, options?.bytesMax),
    stat: async (key) => statFile(files, fileOf(key)),
    open: async (key, range) => openFile(files, fileOf(key), range),
    delete: async (key) => deleteFile(files, fileOf(key)),
    list: () => listFiles(files, root),
  };
}

/** Which codes mean that no blob has this key: no such file, or a part of the key is a file, or it is a folder. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

async function orNull<Found>(work: () => Promise<Found>): Promise<Found | null> {
  return onDisk(() =>
    work().catch((error: unknown) => {
      if (ABSENT.has(codeOf(error) ?? '')) return null;
      throw error;
    }),
  );
}

async function statFile(files: Files, file: string): Promise<{ bytes: number } | null> {
  const found = await orNull(() => files.stat(file));
  return found?.isFile() ? { bytes: found.size } : null;
}

async function openFile(files: Files, file: string, range?: ByteRange): Promise<Readable | null> {
  const handle = await orNull(() => files.open(file, 'r'));
  if (handle === null) return null;
  // A folder can be opened; it only cannot be read.
  if (!(await handle.stat()).isFile()) {
    await handle.close();
    return null;
  }
  return handle.createReadStream(range && { start: range.start, end: range.end });
}

async function deleteFile(files: Files, file: string): Promise<void> {
  await orNull(async () => {
    if ((await files.stat(file)).isFile()) await files.unlink(file);
  });
}

async function* listFiles(files: Files, directory: string, prefix = ''): AsyncGenerator<ListedBlob> {
  const entries = await orNull(() => files.readdir(directory, { withFileTypes: true }));
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.')) continue;
    const file = path.join(directory, entry.name);
    const key = prefix + entry.name;
    if (entry.isDirectory()) {
      yield* listFiles(files, file, `${key}/`);
      continue;
    }
    // A blob deleted since the folder was read is passed over.
    const found = await orNull(() => files.stat(file));
    if (found?.isFile()) yield { key, bytes: found.size, modifiedAt: found.mtime };
  }
}
