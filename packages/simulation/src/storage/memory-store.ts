import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { StorageError, type BlobStore, type ReceivedBlob } from '@impresario/storage';
import type { Owner } from '../scheduler/operation.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';

interface Blob {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly storedAtMs: number;
}

/** The one disk that all nodes share: whole blobs or none. */
export type Disk = Map<string, Blob>;

const headBytes = 64;

/** The store as one node sees it: each touch of the disk is an operation of the scheduler. */
export function createMemoryStore(
  disk: Disk,
  owner: Owner,
  scheduler: Scheduler,
  nowMs: () => number,
): BlobStore {
  const touch = <T>(label: string, faults: readonly string[], perform: (fault: string | null) => T) =>
    scheduler.ask({ owner, label, faults, perform: async (fault) => perform(fault) }).answer;

  async function receive(source: AsyncIterable<Uint8Array>): Promise<ReceivedBlob> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    await touch('blob receive', ['disk full'], (fault) => {
      if (fault) throw new StorageError('disk_full', 'The disk is full.');
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    let isRead = () => {};
    return {
      bytes: bytes.byteLength,
      sha256,
      head: bytes.subarray(0, headBytes),
      open() {
        // Until what is read has been judged, the process is at work and not waiting for us.
        isRead = scheduler.busy();
        return Readable.from([bytes], { objectMode: false });
      },
      keep(key) {
        isRead();
        return touch('blob keep', ['disk full', 'reply lost'], (fault) => {
          if (fault === 'disk full') throw new StorageError('disk_full', 'The disk is full.');
          disk.set(key, { bytes, sha256, storedAtMs: nowMs() });
          if (fault === 'reply lost') throw new StorageError('io_failed', 'The disk did not answer.');
          return { bytes: bytes.byteLength, sha256 };
        });
      },
      async discard() {
        isRead();
      },
    };
  }

  return {
    receive,
    async put() {
      throw new Error('The engine takes everything in as a stream.');
    },
    stat: (key) => touch('blob stat', [], () => statOf(disk.get(key))),
    open: (key) =>
      touch('blob open', [], () => {
        const blob = disk.get(key);
        return blob ? Readable.from([blob.bytes], { objectMode: false }) : null;
      }),
    delete: (key) =>
      touch('blob delete', ['disk full'], (fault) => {
        if (fault) throw new StorageError('io_failed', 'The disk did not answer.');
        disk.delete(key);
      }),
    async *list() {
      const blobs = await touch('blob list', [], () => [...disk]);
      for (const [key, { bytes, storedAtMs }] of blobs) {
        yield { key, bytes: bytes.byteLength, modifiedAt: new Date(storedAtMs) };
      }
    },
  };
}

function statOf(blob: Blob | undefined): { bytes: number } | null {
  return blob ? { bytes: blob.bytes.byteLength } : null;
}
