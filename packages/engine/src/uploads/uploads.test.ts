import { createHash } from 'node:crypto';
import { makeMp3, makePng, makeWav } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { alice, eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const puppet = createPuppetProvider();
puppet.always(() => song());
const stage = useTestEngine({ settings: { defaultProvider: 'puppet' }, providers: () => [puppet.provider] });

async function* inPieces(bytes: Uint8Array, pieceBytes = 1_000) {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function* endless() {
  const piece = new Uint8Array(4 * 1024 * 1024);
  for (;;) yield piece;
}

async function keys() {
  const found: string[] = [];
  for await (const { key } of stage.test.blobs.list()) found.push(key);
  return found;
}

describe('an upload', () => {
  it('[GEN-6] is audio by its content, stored whole, with its length and hash', async () => {
    for (const [bytes, mimeType, extension] of [
      [makeMp3(3, 'mine'), 'audio/mpeg', 'mp3'],
      [makeWav(2, 440), 'audio/wav', 'wav'],
    ] as const) {
      const caller = newcomer();
      const saved = await stage.test.engine.saveUpload(caller, inPieces(bytes));
      if (saved.kind !== 'stored') throw new Error(JSON.stringify(saved));
      const { upload } = saved;
      expect(upload).toMatchObject({
        object: 'upload',
        mimeType,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      expect(upload.durationSeconds).toBeCloseTo(mimeType === 'audio/wav' ? 2 : 3, 0);
      const stored = await stage.test.blobs.open(`uploads/${upload.id}.${extension}`);
      const chunks = (await stored!.toArray()) as Buffer[];
      expect(Buffer.concat(chunks).equals(Buffer.from(bytes))).toBe(true);
      // Its owner may never have asked for a track.
      expect((await stage.test.engine.readCredits(caller)).creditsRemaining).toBe(100);
    }
  });

  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['words', Buffer.from('la la la'), 'first bytes'],
    ['a picture', makePng(1, 2, 3), 'first bytes'],
    ['a header without music', Buffer.from('RIFF\0\0\0\0WAVEfmt '), ''],
    ['an Ogg that is none', Buffer.from('OggS and then nothing of the kind'), ''],
  ] as const)('[GEN-6] of %s is refused with the reason, and leaves nothing', async (_, bytes, reason) => {
    expect(await stage.test.engine.saveUpload(alice, inPieces(bytes))).toEqual({
      kind: 'not-audio',
      reason: expect.stringContaining(reason) as string,
    });
    expect(await keys()).toEqual([]);
    expect((await stage.test.db.pool.query('select 1 from uploads')).rowCount).toBe(0);
  });

  it('[GEN-6] larger than 50 MB is refused as soon as that is known', async () => {
    expect(await stage.test.engine.saveUpload(alice, endless())).toEqual({ kind: 'too-large' });
    expect(await keys()).toEqual([]);
  });

  it('[GEN-6] that breaks off leaves nothing, and says so to whoever reads it', async () => {
    async function* broken() {
      yield makeMp3(1, 'half');
      throw new Error('connection lost');
    }
    await expect(stage.test.engine.saveUpload(alice, broken())).rejects.toThrow('connection lost');
    expect(await keys()).toEqual([]);
  });

  it('[I12] stays when blobs that no row knows are swept', async () => {
    const saved = await stage.test.engine.saveUpload(alice, inPieces(makeMp3(2, 'mine')));
    await stage.test.blobs.put('uploads/nobody.mp3', makeMp3(2, 'nobody'));
    // Blobs bear the time of the disk, which may lie before or after that of the test.
    const ahead = Math.max(0, Date.now() - stage.test.clock.now().getTime());
    stage.test.clock.advance(ahead + 2 * 3_600_000);
    const left = await eventually(
      keys,
      (found) => found.length < 2,
      () => stage.test.clock.advance(301_000),
    );
    expect(left).toEqual([`uploads/${saved.kind === 'stored' ? saved.upload.id : ''}.mp3`]);
  });

  it('[PRO-4] is heard by the provider as it is', async () => {
    const bytes = makeMp3(2, 'mine');
    const saved = await stage.test.engine.saveUpload(alice, inPieces(bytes));
    const id = await stage.test.admit({ referenceAssetId: saved.kind === 'stored' ? saved.upload.id : '' });
    await stage.test.until(id, ended);
    const heard = await puppet.calls.at(-1)!.call.readReference!();
    expect(Buffer.from(heard.bytes).equals(Buffer.from(bytes))).toBe(true);
    expect(heard.mimeType).toBe('audio/mpeg');
  });
});
