import { Readable } from 'node:stream';
import type { ReceivedBlob, StoredBlob } from './blob-store.ts';
import type { Files } from './disk-store.ts';
import { onDisk } from './on-disk.ts';
import type { TemporaryFiles } from './temporary-files.ts';
import { publish, type WrittenFile } from './write-whole.ts';

interface Place {
  files: Files;
  temporary: TemporaryFiles;
  fileOf(key: string): string;
}

/** A written file that waits to be kept or discarded. */
export function receivedBlob({ files, temporary, fileOf }: Place, written: WrittenFile): ReceivedBlob {
  const { file, bytes, sha256, head } = written;
  /** Where the content can be read. */
  let at: string | null = file.path;
  let isSpent = false;

  async function keep(key: string): Promise<StoredBlob> {
    const target = fileOf(key);
    if (isSpent) throw new Error('A received blob is kept once, and not after it was discarded.');
    isSpent = true;
    try {
      await onDisk(() => publish(files, file.path, target));
      at = target;
    } catch (error) {
      at = null;
      throw error;
    } finally {
      await temporary.finish(file);
    }
    return { bytes, sha256 };
  }

  async function discard(): Promise<void> {
    if (isSpent) return;
    isSpent = true;
    at = null;
    await temporary.finish(file);
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    const from = at;
    if (from === null) throw new Error('A received blob that was discarded has no content.');
    const handle = await onDisk(() => files.open(from, 'r'));
    yield* handle.createReadStream() as AsyncIterable<Uint8Array>;
  }

  return {
    bytes,
    sha256,
    head,
    open: () => Readable.from(read(), { objectMode: false }),
    keep,
    discard,
  };
}
