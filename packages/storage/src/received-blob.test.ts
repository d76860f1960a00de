import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from './blob-store.ts';
import { createDiskStore, type Files } from './disk-store.ts';

let directory: string;
let store: BlobStore;
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(tmpdir(), 'impresario-received-'));
  store = await createDiskStore({ directory });
});
afterEach(() => fs.rm(directory, { recursive: true }));

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const incoming = () => fs.readdir(path.join(directory, '.incoming'));
const text = async (stream: AsyncIterable<Uint8Array> | null) => stream && (await buffer(stream)).toString();

async function* stream(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function listed(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys;
}

describe('[GEN-6] a received blob', () => {
  it('has size, hash and head, is read as often as one likes, and is no blob yet', async () => {
    const long = 'x'.repeat(100);
    const received = await store.receive(stream('do ', 're ', long));
    expect(received).toMatchObject({ bytes: 106, sha256: sha256(Buffer.from(`do re ${long}`)) });
    expect(Buffer.from(received.head).toString()).toBe(`do re ${'x'.repeat(58)}`);
    expect(await text(received.open())).toBe(`do re ${long}`);
    expect(await text(received.open())).toBe(`do re ${long}`);
    expect(await listed()).toEqual([]);
  });

  it('may be empty, and shorter than a head', async () => {
    expect(await store.receive(stream())).toMatchObject({ bytes: 0, sha256: sha256(new Uint8Array()) });
    const short = await store.receive(stream('a', 'b'));
    expect(Buffer.from(short.head).toString()).toBe('ab');
  });

  it('replaces what had its name when it is kept, and can still be read', async () => {
    await store.put('songs/1', Buffer.from('old'));
    const received = await store.receive(stream('new'));
    const reader = received.open();
    expect(await received.keep('songs/1')).toEqual({ bytes: 3, sha256: sha256(Buffer.from('new')) });
    expect(await text(reader)).toBe('new');
    expect(await text(received.open())).toBe('new');
    expect(await text(await store.open('songs/1'))).toBe('new');
    expect(await incoming()).toEqual([]);
  });

  it('stays when it is discarded after it was kept, and is kept once only', async () => {
    const received = await store.receive(stream('a'));
    await received.keep('a');
    await received.discard();
    expect(await text(await store.open('a'))).toBe('a');
    await expect(received.keep('b')).rejects.toThrow('kept once');
    expect(await listed()).toEqual(['a']);
  });

  it('is gone when it is discarded, once or twice', async () => {
    const received = await store.receive(stream('a'));
    await received.discard();
    await received.discard();
    expect(await incoming()).toEqual([]);
    await expect(received.keep('a')).rejects.toThrow('discarded');
    await expect(buffer(received.open())).rejects.toThrow('discarded');
  });

  it('keeps its content when the key was none, so that it can be kept under another', async () => {
    const received = await store.receive(stream('a'));
    await expect(received.keep('../a')).rejects.toMatchObject({ code: 'invalid_key' });
    await received.keep('a');
    expect(await listed()).toEqual(['a']);
  });

  it('leaves no file open when a reader stops half-way', async () => {
    const received = await store.receive(stream('x'.repeat(300_000)));
    const before = await openFiles();
    for await (const _chunk of received.open()) break;
    await expect.poll(openFiles, { interval: 1 }).toBe(before);
  });
});

/** Where the system tells, how many files below the store this process has open. */
async function openFiles(): Promise<number> {
  const links = await fs.readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(
    links.map((link) => fs.readlink(`/proc/self/fd/${link}`).catch(() => '')),
  );
  return targets.filter((target) => target.startsWith(directory)).length;
}

describe('[GEN-6] a source that is refused', () => {
  it('is read no further than its first byte too many, and leaves nothing', async () => {
    let given = 0;
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          given += 1;
          yield Buffer.alloc(10);
        }
      } finally {
        isClosed = true;
      }
    }
    await expect(store.receive(endless(), { bytesMax: 25 })).rejects.toMatchObject({
      name: 'StorageError',
      code: 'too_large',
      retryable: false,
    });
    expect([given, isClosed, await incoming()]).toEqual([3, true, []]);
  });

  it('is taken when it has exactly as many bytes as it may', async () => {
    expect(await store.receive(stream('12345', '67890'), { bytesMax: 10 })).toMatchObject({ bytes: 10 });
  });

  it('leaves nothing when it throws, and its very error comes out', async () => {
    const failure = new Error('the connection was reset');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw failure;
    }
    await expect(store.receive(broken())).rejects.toBe(failure);
    expect(await incoming()).toEqual([]);
  });
});

describe('[GEN-6] a disk that fails while receiving', () => {
  const failure = Object.assign(new Error('no room'), { code: 'ENOSPC' });

  function failing(operation: 'writeFile' | 'sync' | 'rename'): Files {
    const open: typeof fs.open = async (...args) => {
      const handle = await fs.open(...args);
      if (operation !== 'rename') handle[operation] = () => Promise.reject(failure);
      return handle;
    };
    return { ...fs, open, rename: operation === 'rename' ? () => Promise.reject(failure) : fs.rename };
  }

  it.each(['writeFile', 'sync'] as const)('at %s is a full disk, and leaves nothing', async (operation) => {
    const full = await createDiskStore({ directory, files: failing(operation) });
    await expect(full.receive(stream('a'))).rejects.toMatchObject({ code: 'disk_full', retryable: true });
    expect(await incoming()).toEqual([]);
  });

  it('at the rename leaves nothing, and what had the name stays', async () => {
    await store.put('a', Buffer.from('before'));
    const full = await createDiskStore({ directory, files: failing('rename') });
    const received = await full.receive(stream('after'));
    await expect(received.keep('a')).rejects.toMatchObject({ code: 'disk_full' });
    await received.discard();
    expect(await incoming()).toEqual([]);
    expect(await text(await store.open('a'))).toBe('before');
  });

  it('has the file and its folder on the disk before `keep` returns', async () => {
    const steps: string[] = [];
    const files: Files = {
      ...fs,
      open: async (...args) => {
        const handle = await fs.open(...args);
        const sync = handle.sync.bind(handle);
        const what = args[1] === 'r' ? `folder ${path.relative(directory, String(args[0])) || '.'}` : 'file';
        handle.sync = () => {
          steps.push(`sync ${what}`);
          return sync();
        };
        return handle;
      },
      rename: (from, to) => {
        steps.push('rename');
        return fs.rename(from, to);
      },
    };
    const watched = await createDiskStore({ directory, files });
    await (await watched.receive(stream('a'))).keep('songs/1');
    expect(steps).toEqual(['sync file', 'rename', 'sync folder songs', 'sync folder .']);
  });
});

describe('[GEN-6] what nobody kept', () => {
  it('is spared by the sweep of another store of this process, and can be kept then', async () => {
    const received = await store.receive(stream('a'));
    await createDiskStore({ directory });
    await received.keep('a');
    expect(await listed()).toEqual(['a']);
  });

  it('is swept at the next start when its process is gone', async () => {
    const received = await store.receive(stream('a'));
    const [mine = ''] = await incoming();
    const machine = hostname().replace(/[^A-Za-z0-9.-]/g, '-');
    const dead = path.join(directory, '.incoming', `${machine}~${2 ** 30}~1`);
    await fs.copyFile(path.join(directory, '.incoming', mine), dead);
    await received.discard();
    await createDiskStore({ directory });
    expect(await incoming()).toEqual([]);
  });
});

describe('[PERF-1] memory', () => {
  const chunkBytes = 64 * 1024;

  /** The most this process held while a song of so many chunks went in and out again. */
  async function peakBytes(chunks: number): Promise<number> {
    let peak = 0;
    const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
    async function* song(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < chunks; index += 1) {
        yield Buffer.alloc(chunkBytes, index);
        look();
      }
    }
    const received = await store.receive(song());
    let read = 0;
    for await (const chunk of received.open()) {
      read += (chunk as Uint8Array).byteLength;
      look();
    }
    expect([received.bytes, read]).toEqual([chunks * chunkBytes, chunks * chunkBytes]);
    await received.discard();
    return peak;
  }

  it('does not grow with what is received: 50 MB more take less than 20 MB', async () => {
    // The first song also brings in what the collector lets lie before it begins to tidy.
    const before = await peakBytes(800);
    const growth = (await peakBytes(1600)) - before;
    expect(growth / 1e6).toBeLessThan(20);
  });
});
