import { makeMp3 } from '@impresario/provider/conformance';
import { StorageError, type BlobStore } from '@impresario/storage';
import { describe, expect, it } from 'vitest';
import { clip, createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { alice } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);
const whole = makeMp3(30, 'whole');

describe('a finished song at its provider’s address', () => {
  const stage = useTestEngine({ settings: { maxDownloadMs: 20_000 } });
  const submits = () => stage.upstream.submits().length;

  it.each([
    ['HTML with status 200', { do: 'html', status: 200 }],
    ['404', { do: 'error', status: 404 }],
    ['zero bytes', { do: 'bytes', bytes: new Uint8Array(), mimeType: 'audio/mpeg' }],
    [
      'text that claims to be audio',
      { do: 'bytes', bytes: Buffer.from('not music'), mimeType: 'audio/mpeg' },
    ],
    ['the first third', { do: 'bytes', bytes: whole.subarray(0, whole.length / 3), mimeType: 'audio/mpeg' }],
    ['a RIFF that is none', { do: 'bytes', bytes: Buffer.from('RIFFxxxxWEBP'), mimeType: 'audio/wav' }],
    ['a cut connection', { do: 'reset-after-body' }],
  ] as const)(
    '[GEN-6] of which %s comes is refused, fetched again, and never generated again',
    async (_, fault) => {
      const { test, upstream } = stage;
      upstream.script({ durationSeconds: 30, covers: false });
      upstream.next('download', fault);
      const id = await test.admit({ variants: 1 });
      const track = await test.until(id, ended, 500);
      expect(track).toMatchObject({ status: 'completed' });
      expect(track.versions[0]!.durationSeconds).toBeCloseTo(30, 0);
      expect(submits()).toBe(1);
    },
  );

  it('[GEN-6] that stays damaged fails at the download deadline, with a refund', async () => {
    const { test, upstream } = stage;
    upstream.always('download', () => ({ do: 'bytes', bytes: Buffer.from('junk'), mimeType: 'audio/mpeg' }));
    const id = await test.admit({ variants: 2 });
    const { deadlineAt } = await test.until(id, (track) => track.stage === 'Storing the files');
    const track = await test.until(id, ended, 500);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_INVALID' }, creditsRefunded: 1 });
    expect(Date.parse(track.completedAt!)).toBeLessThanOrEqual(Date.parse(deadlineAt));
    expect(submits()).toBe(1);
  });

  it('[GEN-6] one damaged variant of two holds the track back until it is whole', async () => {
    const { test, upstream } = stage;
    let count = 0;
    upstream.always('download', ({ path }) => {
      count += 1;
      return path.includes('-1.mp3') && count < 4
        ? { do: 'bytes', bytes: Buffer.from('junk'), mimeType: 'audio/mpeg' }
        : { do: 'ok' };
    });
    const id = await test.admit({ variants: 2 });
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
    expect((await test.read(id)).versions).toHaveLength(2);
  });

  it('[GEN-6] whose download hangs is tried no longer than the deadline', async () => {
    const { test, upstream } = stage;
    upstream.always('download', () => ({ do: 'hang' }));
    const id = await test.admit({ variants: 1 });
    await test.until(id, (track) => track.stage === 'Storing the files');
    const track = await test.until(id, ended, 2_000);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'NETWORK_ERROR' }, creditsRefunded: 1 });
  });

  it('[GEN-6] whose cover cannot be had is completed without it', async () => {
    const { test, upstream } = stage;
    upstream.always('download', ({ path }) => ({ do: path.endsWith('.png') ? 'html' : 'ok' }));
    const id = await test.admit({ variants: 1 });
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', warnings: [] });
    expect(track.versions[0]!.cover).toBeNull();
  });

  it('[GEN-6] keeps each file with its own hash, and what was stored is what was sent', async () => {
    const { test, upstream } = stage;
    const id = await test.admit({ variants: 2 });
    const { versions } = await test.until(id, ended);
    const hashes = versions.map(({ audio }) => audio!.sha256);
    expect(new Set(hashes).size).toBe(2);
    const { taskId } = upstream.tasks[0]!;
    const chunks = await test.blobs.open(versions[1]!.audio!.key).then((stream) => stream!.toArray());
    expect(Buffer.concat(chunks as Buffer[]).equals(Buffer.from(makeMp3(2, `${taskId}-1`)))).toBe(true);
  });
});

/** A store whose disk is full while the test says so. */
function fullDisk(code: 'disk_full' | 'io_failed' | 'not_writable') {
  const state = { full: false, refused: 0 };
  const blobs = (store: BlobStore): BlobStore => ({
    ...store,
    receive(...args) {
      if (!state.full) return store.receive(...args);
      state.refused += 1;
      return Promise.reject(new StorageError(code, 'The disk did not take it.'));
    },
  });
  return { state, blobs };
}

describe.each(['disk_full', 'io_failed'] as const)('a disk that fails with %s', (code) => {
  const disk = fullDisk(code);
  const stage = useTestEngine({ blobs: disk.blobs, settings: { maxDownloadMs: 30_000 } });

  it('[GEN-6] for a while only delays a fetched song', async () => {
    const { test } = stage;
    Object.assign(disk.state, { full: true, refused: 0 });
    const id = await test.admit({ variants: 1 });
    await test.until(id, () => disk.state.refused > 1);
    disk.state.full = false;
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.upstream.submits()).toHaveLength(1);
  });

  it('[GEN-6] for a while only delays a song that came with the reply', async () => {
    const { test } = stage;
    Object.assign(disk.state, { full: true, refused: 0 });
    const id = await test.admit({ provider: 'scripted-inline', variants: 1 });
    await test.until(id, () => disk.state.refused > 1);
    disk.state.full = false;
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.upstream.submits()).toHaveLength(1);
  });

  it('[GEN-11] for good ends the track at its deadline, with a refund', async () => {
    const { test } = stage;
    Object.assign(disk.state, { full: true, refused: 0 });
    const id = await test.admit({ variants: 1 });
    const track = await test.until(id, ended, 1_000);
    disk.state.full = false;
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_INVALID' }, creditsRefunded: 1 });
  });
});

describe('a song in memory', () => {
  const puppet = createPuppetProvider();
  const stage = useTestEngine({ providers: () => [puppet.provider] });

  async function finish(outcome: ReturnType<typeof song>) {
    puppet.always(() => outcome);
    const id = await stage.test.admit({ provider: 'puppet' }, alice);
    return stage.test.until(id, ended);
  }

  it('[GEN-6] is stored with its stems, its cover and its peaks', async () => {
    const audio = (name: string) => ({
      kind: 'bytes' as const,
      bytes: makeMp3(2, name),
      mimeType: 'audio/mpeg',
    });
    const json = {
      kind: 'bytes' as const,
      bytes: Buffer.from('[1]'),
      mimeType: 'application/json; charset=utf-8',
    };
    const stems = ['Backing Vocals / left', 'drums'].map((name) => ({ name, audio: audio(name) }));
    const track = await finish(song({ stems, peaks: json }));
    expect(track.status).toBe('completed');
    expect(track.versions[0]!.stems.map(({ name }) => name)).toEqual(['Backing Vocals / left', 'drums']);
    expect(track.versions[0]!.peaks).toMatchObject({ mimeType: 'application/json' });
  });

  it('[GEN-6] that is damaged fails the track with a refund and is not made again', async () => {
    const bytes = Buffer.from('noise');
    const track = await finish(song({ audio: { kind: 'bytes', bytes, mimeType: 'audio/mpeg' } }));
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_INVALID' }, creditsRefunded: 1 });
  });

  it('[I11] has one primary version, the first that has audio', async () => {
    const clips = [
      clip({ variantIndex: 0, audio: null }),
      clip({ variantIndex: 2 }),
      clip({ variantIndex: 1 }),
    ];
    const track = await finish({ kind: 'finished', clips });
    expect(track.versions).toMatchObject([
      { variantIndex: 1, isPrimary: true },
      { variantIndex: 2, isPrimary: false },
    ]);
  });

  it('names a file for its owner’s disk', async () => {
    const track = await finish(song({ title: 'Night drive' }));
    const { key, sha256 } = track.versions[0]!.audio!;
    expect(await stage.test.engine.readFile(key)).toEqual({
      mimeType: 'audio/mpeg',
      fileName: 'Night drive 1.mp3',
      sha256,
    });
    expect(await stage.test.engine.readFile('tracks/none.mp3')).toBeNull();
  });
});
