import { createHash } from 'node:crypto';
import path from 'node:path';
import type { BlobSource, StoredBlob } from './blob-store.ts';
import type { Files } from './disk-store.ts';
import { onDisk } from './on-disk.ts';
import type { TemporaryFile, TemporaryFiles } from './temporary-files.ts';

interface Destination {
  files: Files;
  temporary: TemporaryFiles;
  target: string;
}

/**
 * Writes under a temporary name, brings the bytes to the disk, and only then gives them their name: the rename is what makes
 * the blob visible, and it happens at once or not at all.
 */
export async function writeWhole(destination: Destination, source: BlobSource): Promise<StoredBlob> {
  const { files, temporary, target } = destination;
  const file = await temporary.create();
  try {
    const stored = await writeAndSync(file, source);
    await onDisk(() => publish(files, file.path, target));
    return stored;
  } finally {
    await temporary.finish(file);
  }
}

async function writeAndSync({ handle }: TemporaryFile, source: BlobSource): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await onDisk(() => handle.writeFile(chunk));
    }
    // A file system may notice only here that it has no room.
    await onDisk(() => handle.sync());
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function publish(files: Files, from: string, target: string): Promise<void> {
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
