import type { FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Files } from './disk-store.ts';
import { onDisk } from './on-disk.ts';
import { codeOf, StorageError } from './storage-error.ts';

/** A file under a name of its own, not yet a blob. */
export interface TemporaryFile {
  path: string;
  handle: FileHandle;
}

export interface TemporaryFiles {
  create(): Promise<TemporaryFile>;
  /** To be called when the file was renamed or given up; removes it in the second case. */
  finish(file: TemporaryFile): Promise<void>;
}

/** Names in use by this process, over all its stores. */
const inUse = new Set<string>();
let fileCount = 0;

/** Names tell whose they are (`<machine>~<process>~<number>`), so that a sweep spares what another process is writing. */
const owner = `${hostname().replace(/[^A-Za-z0-9.-]/g, '-')}~${process.pid}`;

/** Makes the directory and removes what processes that are gone have left in it. */
export async function createTemporaryFiles(directory: string, files: Files): Promise<TemporaryFiles> {
  const temporary: TemporaryFiles = {
    create: () => onDisk(() => createUnused(directory, files)),
    finish: async (file) => {
      await files.rm(file.path, { force: true }).catch(() => {});
      inUse.delete(file.path);
    },
  };
  try {
    await onDisk(() => files.mkdir(directory, { recursive: true }));
    await onDisk(() => sweep(directory, files));
    // A directory that cannot be written to is found out now, and not by the first track.
    const probe = await temporary.create();
    await probe.handle.close();
    await temporary.finish(probe);
  } catch (error) {
    throw asStartError(error, directory);
  }
  return temporary;
}

function asStartError(error: unknown, directory: string): unknown {
  if (!(error instanceof StorageError)) return error;
  // Here a conflict is a file that stands where the directory should be.
  const code = error.code === 'key_conflict' ? 'not_writable' : error.code;
  const reason = code === 'disk_full' ? 'the disk is full' : 'this user cannot write there';
  return new StorageError(code, `Files cannot be stored in ${path.dirname(directory)}: ${reason}.`, {
    cause: error,
  });
}

async function createUnused(directory: string, files: Files): Promise<TemporaryFile> {
  for (;;) {
    fileCount += 1;
    const file = path.join(directory, `${owner}~${fileCount}`);
    inUse.add(file);
    try {
      return { path: file, handle: await files.open(file, 'wx') };
    } catch (error) {
      inUse.delete(file);
      // Left by a process that had our number before us and died after our sweep began.
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

async function sweep(directory: string, files: Files): Promise<void> {
  for (const name of await files.readdir(directory)) {
    const file = path.join(directory, name);
    if (!inUse.has(file) && isLeftBehind(name)) await files.rm(file, { force: true });
  }
}

/** Ours, from an earlier life of this process number; or of a process of this machine that is gone. */
function isLeftBehind(name: string): boolean {
  if (name.startsWith(`${owner}~`)) return true;
  const [machine, pid] = name.split('~');
  if (machine !== owner.split('~')[0]) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}
