import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from '@impresario/client';
import type { Asset } from '@impresario/protocol';

const tryCountMax = 3;

interface Target {
  directory: string;
  stem: string;
  extension: string;
}

/** What came is not what the server said it would be. */
class DamagedDownload extends Error {
  override readonly name = 'DamagedDownload';
}

/**
 * Downloads a stored file and returns its path. It appears whole or not at all, and takes the next free name
 * (`-2`, `-3` …) rather than another file's. What arrives short or altered is fetched again.
 */
export async function saveAsset(
  client: Client,
  asset: Asset,
  target: Target,
  signal?: AbortSignal,
): Promise<string> {
  const temporary = path.join(target.directory, `.${target.stem}${target.extension}.${process.pid}.part`);
  try {
    for (let count = 1; ; count++) {
      try {
        await download(client, asset, temporary, signal);
        return await giveName(temporary, target);
      } catch (error) {
        signal?.throwIfAborted();
        if (count >= tryCountMax || !isBrokenTransfer(error)) throw error;
      }
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

async function download(client: Client, asset: Asset, file: string, signal?: AbortSignal): Promise<void> {
  const response = await client.files.open(asset.url, signal ? { signal } : {});
  if (!response.body) throw new DamagedDownload('The server sent an empty file.');
  const hash = createHash('sha256');
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, hashing(hash), createWriteStream(file), signal ? { signal } : {});
  const { size } = await stat(file);
  if (size !== asset.bytes || hash.digest('hex') !== asset.sha256.toLowerCase()) {
    throw new DamagedDownload(`A file arrived damaged (${size} bytes of ${asset.bytes}).`);
  }
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

// A disk that is full or read-only will not heal by asking again; a cut line may.
function isBrokenTransfer(error: unknown): boolean {
  if (error instanceof DamagedDownload) return true;
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  return (
    (name === 'TypeError' && message === 'terminated') || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET'
  );
}

async function giveName(temporary: string, { directory, stem, extension }: Target): Promise<string> {
  for (let number = 1; ; number++) {
    const file = path.join(directory, `${stem}${number > 1 ? `-${number}` : ''}${extension}`);
    try {
      // Unlike a rename, a link fails where the name is taken, so two commands at once cannot meet.
      await link(temporary, file);
      return file;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
      // File systems without links (FAT, some network shares).
      if (await exists(file)) continue;
      await rename(temporary, file);
      return file;
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
