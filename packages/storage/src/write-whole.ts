import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BlobSource, StoredBlob } from './blob-store.ts';
import type { Files } from './disk-store.ts';
import { onDisk } from './on-disk.ts';
import { StorageError } from './storage-error.ts';
import type { TemporaryFile, TemporaryFiles } from './temporary-files.ts';

/** A file whose bytes are on the disk, still without the name of a blob. */
export interface WrittenFile extends StoredBlob {
  file: TemporaryFile;
  /** The first bytes, which tell what kind of file it is. */
  head: Uint8Array;
}

const HEAD_BYTES = 64;

/** Writes a source under a temporary name and brings it to the disk. Nothing is left of a source that throws or is too long. */
export async function writeWhole(
  temporary: TemporaryFiles,
  source: BlobSource,
  bytesMax = Infinity,
): Promise<WrittenFile> {
  const file = await temporary.create();
  try {
    return { file, ...(await writeAndSync(file, source, bytesMax)) };
  } catch (error) {
    await temporary.finish(file);
    throw error;
  }
}

async function writeAndSync(
  { handle }: TemporaryFile,
  source: BlobSource,
  bytesMax: number,
): Promise<Omit<WrittenFile, 'file'>> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let bytes = 0;
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new StorageError('too_large', `The file has more than ${bytesMax} bytes.`);
      hash.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      await onDisk(() => handle.writeFile(chunk));
    }
    // A file system may notice only here that it has no room.
    await onDisk(() => handle.sync());
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest('hex'), head };
}

/** Gives a written file its name: the rename makes the blob visible, and it happens at once or not at all. */
export async function publish(files: Files, from: string, target: string): Promise<void> {
  const folder = path.dirname(target);
  const firstMade = await files.mkdir(folder, { recursive: true });
  await files.rename(from, target);
  // A name is an entry of its folder, and a new folder one of its parent: each is on the disk only when synced itself.
  const last = firstMade === undefined ? folder : path.dirname(firstMade);
  for (let directory = folder; ; directory = path.dirname(directory)) {
    await syncDirectory(files, directory);
    if (directory === last || directory === path.dirname(directory)) return;
  }
}

async function syncDirectory(files: Files, directory: string): Promise<void> {
  // Windows does not open directories, and needs it not.
  if (process.platform === 'win32') return;
  const handle = await files.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
