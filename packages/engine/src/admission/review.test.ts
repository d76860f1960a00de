import { makeMp3 } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { alice } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const far = createFarPuppet();
const stage = useTestEngine({
  started: false,
  settings: { defaultProvider: 'far' },
  providers: () => {
    far.reset();
    return [far.provider];
  },
});
const rowCount = async () => {
  const { rows } = await stage.test.db.pool.query<{ n: number }>(
    'select ((select count(*) from tracks) + (select count(*) from profiles))::integer as n',
  );
  return rows[0]!.n;
};
const deprecated = { type: 'deprecated', parameter: 'modelVersion', message: 'Soon gone.' } as const;

describe('a provider’s own rules', () => {
  it('[PRO-4] refuse a request with the field that is wrong, and nothing is written', async () => {
    const faults = [{ parameter: 'lyrics', message: 'are missing' }];
    far.far.review = { faults, warnings: [deprecated] };
    expect(await stage.test.submit()).toEqual({ kind: 'invalid', faults });
    expect(await rowCount()).toBe(0);
  });

  it('[PRO-4] add their warnings to those of the capabilities, kept on the track', async () => {
    far.far.review = { faults: [], warnings: [deprecated] };
    const id = await stage.test.admit({ vocalGender: 'f' });
    expect((await stage.test.read(id)).warnings).toEqual([
      expect.objectContaining({ type: 'unsupported', parameter: 'vocalGender' }),
      deprecated,
    ]);
    await stage.test.engine.cancelTrack('alice', id);
  });

  it('[PRO-4] refuse what asked for an error in place of a warning, whoever warns', async () => {
    const asked = { onUnsupported: 'error' } as const;
    expect(await stage.test.submit({ ...asked, vocalGender: 'f' })).toMatchObject({
      kind: 'unsupported',
      warnings: [{ parameter: 'vocalGender' }],
    });
    far.far.review = { faults: [], warnings: [deprecated] };
    expect(await stage.test.submit(asked)).toEqual({ kind: 'unsupported', warnings: [deprecated] });
    expect(await rowCount()).toBe(0);
  });

  it('[IDM-2] do not take back what was answered before they changed', async () => {
    const first = await stage.test.submit({}, alice, 'key');
    far.far.review = { faults: [{ parameter: 'prompt', message: 'is out of fashion' }], warnings: [] };
    expect(await stage.test.submit({}, alice, 'key')).toEqual({ ...first, replayed: true, quotas: [] });
    if (first.kind === 'admitted') await stage.test.engine.cancelTrack('alice', first.trackId);
  });
});

describe('reference audio', () => {
  async function* once(bytes: Uint8Array) {
    yield bytes;
  }
  const upload = async (caller = alice) => {
    const saved = await stage.test.engine.saveUpload(caller, once(makeMp3(2, 'reference')));
    if (saved.kind !== 'stored') throw new Error(saved.kind);
    return saved.upload.id;
  };
  const referenceAudioUrl = 'https://elsewhere.example/a.mp3';
  const noUpload = [{ parameter: 'referenceAssetId', message: 'names no upload of yours' }];

  it('[SEC-1] is an upload of the caller’s own; another’s, or nobody’s, is refused', async () => {
    const referenceAssetId = await upload();
    const admitted = await stage.test.submit({ referenceAssetId });
    expect(admitted.kind).toBe('admitted');
    expect(await stage.test.submit({ referenceAssetId }, newcomer())).toEqual({
      kind: 'invalid',
      faults: noUpload,
    });
    const suno = { referenceAssetId: crypto.randomUUID() };
    expect(await stage.test.submit({ providerOptions: { suno } })).toEqual({
      kind: 'invalid',
      faults: noUpload,
    });
    const { rows } = await stage.test.db.pool.query<{ key: string }>(
      "select request ->> 'referenceKey' as key from tracks",
    );
    expect(rows).toEqual([{ key: `uploads/${referenceAssetId}.mp3` }]);
    if (admitted.kind === 'admitted') await stage.test.engine.cancelTrack('alice', admitted.trackId);
  });

  it('[PRO-4] comes from one place: an upload and an address together are refused', async () => {
    const referenceAssetId = await upload();
    expect(await stage.test.submit({ referenceAssetId, referenceAudioUrl })).toMatchObject({
      kind: 'invalid',
      faults: [{ parameter: 'referenceAssetId' }],
    });
    expect(
      await stage.test.submit({ referenceAssetId, providerOptions: { suno: { referenceAudioUrl } } }),
    ).toMatchObject({ kind: 'invalid' });
  });
});
