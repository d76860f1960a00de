import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from './blob-store.ts';
import { createDiskStore } from './disk-store.ts';
import type { Files } from './disk-store.ts';

let directory: string;
let store: BlobStore;
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(tmpdir(), 'impresario-storage-'));
  store = await createDiskStore({ directory });
});
afterEach(() => fs.rm(directory, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const incoming = () => fs.readdir(path.join(directory, '.incoming'));

async function read(key: string, range?: { start: number; end: number }): Promise<string | null> {
  const stream = await store.open(key, range);
  return stream && (await buffer(stream)).toString();
}

async function listed(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.sort();
}

/** Yields each part when asked, and runs `between` after it. */
async function* inParts(parts: string[], between: (part: number) => Promise<void> | void) {
  for (const [index, part] of parts.entries()) {
    yield bytes(part);
    await between(index);
  }
}

describe('a stored blob', () => {
  it('comes back whole, in part, with its size and hash, after a restart too', async () => {
    const stored = await store.put('tracks/1/audio.mp3', bytes('do re mi'), { mimeType: 'audio/mpeg' });
    expect(stored).toEqual({ bytes: 8, sha256: sha256(bytes('do re mi')) });
    store = await createDiskStore({ directory });
    expect(await store.stat('tracks/1/audio.mp3')).toEqual({ bytes: 8 });
    expect(await read('tracks/1/audio.mp3')).toBe('do re mi');
    expect(await read('tracks/1/audio.mp3', { start: 3, end: 4 })).toBe('re');
    expect(await incoming()).toEqual([]);
  });

  it('is replaced whole, while a reader of the old one keeps that', async () => {
    await store.put('a', bytes('old old'));
    const old = await store.open('a');
    await store.put('a', bytes('new'));
    expect(await read('a')).toBe('new');
    expect((await buffer(old ?? Readable.from([]))).toString()).toBe('old old');
  });

  it('is listed with size and time, and gone after a delete', async () => {
    await store.put('tracks/1/a.mp3', bytes('abc'));
    await store.put('tracks/2/b', bytes(''));
    await store.put('c', bytes('c'));
    expect(await listed()).toEqual(['c', 'tracks/1/a.mp3', 'tracks/2/b']);
    for await (const entry of store.list()) {
      expect(entry).toEqual({
        key: entry.key,
        bytes: (await store.stat(entry.key))?.bytes,
        modifiedAt: expect.any(Date),
      });
    }
    await store.delete('tracks/1/a.mp3');
    await store.delete('tracks/1/a.mp3');
    expect(await listed()).toEqual(['c', 'tracks/2/b']);
  });

  it('is null where there is none, also where the key is a folder or below a blob', async () => {
    await store.put('a/b', bytes('x'));
    for (const key of ['nothing', 'a', 'a/b/c']) {
      expect(await store.stat(key)).toBeNull();
      expect(await store.open(key)).toBeNull();
      await store.delete(key);
    }
    expect(await read('a/b')).toBe('x');
    await expect(store.put('a', bytes('y'))).rejects.toMatchObject({ code: 'key_conflict' });
    await expect(store.put('a/b/c', bytes('y'))).rejects.toMatchObject({ code: 'key_conflict' });
    expect(await incoming()).toEqual([]);
  });

  it('keeps any content under any key', async () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,10}$/);
    const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const chunks = fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(key, chunks, async (name, parts) => {
        const content = Buffer.concat(parts);
        const source = (async function* () {
          yield* parts;
        })();
        // A folder of its own, so that one key is not the folder of another.
        const unique = `${sha256(bytes(name))}/${name}`;
        expect(await store.put(unique, source)).toEqual({ bytes: content.length, sha256: sha256(content) });
        expect(await buffer((await store.open(unique)) ?? Readable.from([]))).toEqual(content);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['../a', '/etc/passwd', '.incoming/a', 'a/../../b', ''])('is never kept under %j', async (key) => {
    await expect(store.put(key, bytes('x'))).rejects.toMatchObject({ code: 'invalid_key' });
    await expect(store.open(key)).rejects.toMatchObject({ code: 'invalid_key' });
  });
});

describe('[GEN-6] a blob is whole or absent', () => {
  it('is not visible before its last byte, nor its predecessor disturbed', async () => {
    await store.put('a', bytes('before'));
    const seen: unknown[] = [];
    const look = async () => void seen.push(await read('a'), await store.stat('new'), await listed());
    await store.put('a', inParts(['half ', 'whole'], look));
    await store.put('new', inParts(['half ', 'whole'], look));
    expect(seen.slice(0, 6)).toEqual(['before', null, ['a'], 'before', null, ['a']]);
    expect(seen.slice(6)).toEqual(['half whole', null, ['a'], 'half whole', null, ['a']]);
    expect(await read('new')).toBe('half whole');
  });

  it('is one of the written ones when many write the same key and many read it', async () => {
    const contents = Array.from({ length: 12 }, (_, index) => String(index % 10).repeat(50_000 + index));
    const seen = new Set<string | null>();
    await Promise.all([
      ...contents.map((content) =>
        store.put(
          'same',
          inParts([content.slice(0, 9), content.slice(9)], () => {}),
        ),
      ),
      ...contents.map(async () => seen.add(await read('same'))),
    ]);
    seen.add(await read('same'));
    seen.delete(null);
    for (const content of seen) expect(contents).toContain(content);
    expect(await incoming()).toEqual([]);
  });

  it('leaves nothing when the source fails, and hands out the very error', async () => {
    const failure = new Error('the connection was reset');
    const source = inParts(['half', 'more'], () => {
      throw failure;
    });
    await expect(store.put('a', source)).rejects.toBe(failure);
    expect([await listed(), await incoming()]).toEqual([[], []]);
  });
});

describe('a disk that fails', () => {
  /** Files whose handles fail at one operation with one code. */
  function failing(operation: 'writeFile' | 'sync' | 'rename', code: string): Files {
    const error = Object.assign(new Error(code), { code });
    const open: typeof fs.open = async (...args) => {
      const handle = await fs.open(...args);
      if (operation !== 'rename') handle[operation] = () => Promise.reject(error);
      return handle;
    };
    const rename = operation === 'rename' ? () => Promise.reject(error) : fs.rename;
    return { ...fs, open, rename };
  }

  it.each([
    ['writeFile', 'ENOSPC', 'disk_full'],
    ['writeFile', 'EDQUOT', 'disk_full'],
    ['sync', 'ENOSPC', 'disk_full'],
    ['rename', 'ENOSPC', 'disk_full'],
    ['rename', 'EACCES', 'not_writable'],
    ['sync', 'EIO', 'io_failed'],
  ] as const)('at %s with %s is %s, and what was there stays', async (operation, code, expected) => {
    await store.put('a', bytes('before'));
    const broken = await createDiskStore({ directory, files: failing(operation, code) });
    await expect(broken.put('a', bytes('after'))).rejects.toMatchObject({
      name: 'StorageError',
      code: expected,
    });
    await expect(broken.put('b', bytes('after'))).rejects.toMatchObject({ cause: { code } });
    expect([await read('a'), await listed(), await incoming()]).toEqual(['before', ['a'], []]);
  });

  it('is told at the start when nothing can be stored', async () => {
    const file = path.join(directory, 'a-file');
    await fs.writeFile(file, '');
    await expect(createDiskStore({ directory: file })).rejects.toMatchObject({ code: 'not_writable' });
    const denied = { ...fs, open: () => Promise.reject(Object.assign(new Error('no'), { code: 'EROFS' })) };
    await expect(createDiskStore({ directory, files: denied })).rejects.toMatchObject({
      code: 'not_writable',
    });
  });
});

describe('the sweep at the start', () => {
  const machine = hostname().replace(/[^A-Za-z0-9.-]/g, '-');
  const NO_PROCESS = 2 ** 30;
  const leave = (name: string) => fs.writeFile(path.join(directory, '.incoming', name), 'half');

  it('removes what dead processes left, and nothing that may still be written', async () => {
    await leave(`${machine}~${NO_PROCESS}~1`);
    await leave(`${machine}~${process.pid}~999999`);
    await leave(`${machine}~${process.ppid}~1`);
    await leave(`another-machine~${NO_PROCESS}~1`);
    await createDiskStore({ directory });
    expect((await incoming()).sort()).toEqual(
      [`another-machine~${NO_PROCESS}~1`, `${machine}~${process.ppid}~1`].sort(),
    );
  });

  it('spares what another store of this process is writing', async () => {
    const source = inParts(['do', 're'], async () => void (await createDiskStore({ directory })));
    await store.put('a', source);
    expect(await read('a')).toBe('dore');
  });
});
