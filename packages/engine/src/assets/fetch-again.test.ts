import type { Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine, type TestStage } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function* endless() {
  const piece = new Uint8Array(1024 * 1024);
  for (;;) yield piece;
}

const gone = () => Object.assign(new Error('gone'), { code: 'http-status', status: 404 });

/** A far end whose files are what a test says; each fetch is noted by its address. */
function createFarFiles() {
  const far = createFarPuppet();
  const state = {
    fetched: [] as string[],
    serve: (url: string): AsyncIterable<Uint8Array> => once(mp3(url).bytes),
  };
  const providers = () => {
    far.reset();
    far.always(() => ({ kind: 'accepted', handle: { taskId: `task-${far.calls.length}`, data: {} } }));
    state.fetched = [];
    state.serve = (url) => once(mp3(url).bytes);
    return [far.provider];
  };
  const download = async (url: string) => {
    state.fetched.push(url);
    return { body: state.serve(url), mimeType: null };
  };
  return { far, state, providers, download };
}

const url = (name: string) => ({ kind: 'url', url: `https://far.example/${name}` }) as const;
const made = (...names: readonly string[]): Snapshot => ({
  state: 'succeeded',
  raw: 's',
  clips: names.map((name, variantIndex) => clip({ variantIndex, audio: url(name) })),
});

const hashes = async ({ test }: TestStage, id: string) =>
  (await test.read(id)).versions.map(({ audio }) => audio!.sha256);

describe('files that come one by one', () => {
  const { far, state, providers, download } = createFarFiles();
  const stage = useTestEngine({ settings: { defaultProvider: 'far' }, providers, download });
  const show = (snapshot: Snapshot) => (far.far.look = () => ({ kind: 'seen', snapshot }));
  const countOf = (name: string) => state.fetched.filter((address) => address.endsWith(name)).length;

  it('[GEN-6] are kept: only what is missing is fetched again, also by another process', async () => {
    const { test } = stage;
    let isDown = true;
    state.serve = (address) => {
      if (isDown && address.endsWith('b.mp3')) throw new Error('connection lost');
      return once(mp3(address).bytes);
    };
    show(made('a.mp3', 'b.mp3', 'c.mp3'));
    const id = await test.admit();
    await test.until(id, () => countOf('b.mp3') >= 2);
    await test.node.kill();
    await test.another().engine.start();
    await test.until(id, () => countOf('b.mp3') >= 3, 1_000);
    isDown = false;
    expect(await test.until(id, ended, 1_000)).toMatchObject({ error: null, status: 'completed' });
    expect([countOf('a.mp3'), countOf('c.mp3')]).toEqual([1, 1]);
    expect(new Set(await hashes(stage, id)).size).toBe(3);
  });

  it('[GEN-6] whose addresses ran out are asked for anew; what is stored is not fetched again, nothing is made again', async () => {
    const { test } = stage;
    const before = far.calls.length;
    state.serve = (address) => {
      if (address.endsWith('/b.mp3')) throw gone();
      return once(mp3(address).bytes);
    };
    show(made('a.mp3', 'b.mp3'));
    const id = await test.admit();
    await test.until(id, () => countOf('/b.mp3') >= 1);
    const looks = far.looks.length;
    // For a while it even denies that there was such a task.
    far.far.look = () =>
      far.looks.length < looks + 3
        ? { kind: 'seen', snapshot: { state: 'failed', raw: 'f', failure: failure('upstream-fault') } }
        : { kind: 'seen', snapshot: made('a2.mp3', 'b2.mp3') };
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(countOf('/b.mp3')).toBe(2);
    expect(state.fetched.filter((address) => !address.endsWith('/b.mp3'))).toEqual([
      url('a.mp3').url,
      url('b2.mp3').url,
    ]);
    expect(far.calls.length).toBe(before + 1);
  });

  it('[GEN-6] [GEN-7] whose addresses stay gone end the track at the deadline of the first fetch, refunded', async () => {
    const { test } = stage;
    state.serve = () => {
      throw gone();
    };
    show(made('a.mp3'));
    const id = await test.admit();
    const { deadlineAt } = await test.until(id, ({ stage: at }) => at === 'Storing the files');
    const track = await test.until(id, ended, 1_000);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_INVALID' }, creditsRefunded: 1 });
    expect(track.deadlineAt).toBe(deadlineAt);
    expect(Date.parse(track.completedAt!)).toBeLessThanOrEqual(Date.parse(deadlineAt) + 1_000);
  });

  it('[GEN-6] larger than their kind may be are refused while they come: a cover is left out', async () => {
    const { test } = stage;
    state.serve = (address) => (address.endsWith('.png') ? endless() : once(mp3(address).bytes));
    show({
      state: 'succeeded',
      raw: 's',
      clips: [clip({ audio: url('a.mp3'), cover: url('cover.png') })],
    });
    const track = await test.until(await test.admit(), ended);
    expect(track).toMatchObject({ status: 'completed', versions: [{ cover: null }] });
    expect(countOf('cover.png')).toBe(1);
  });

  it('[GEN-6] two versions with the same bytes are fetched again, the second only, until they differ', async () => {
    const { test } = stage;
    state.serve = (address) => once(mp3(countOf('b.mp3') < 2 ? 'twin' : address).bytes);
    show(made('a.mp3', 'b.mp3'));
    const id = await test.admit();
    expect(await test.until(id, ended, 1_000)).toMatchObject({ error: null, status: 'completed' });
    expect([countOf('a.mp3'), countOf('b.mp3')]).toEqual([1, 2]);
    expect(new Set(await hashes(stage, id)).size).toBe(2);
  });

  it('[GEN-6] two versions that stay the same are taken as they are after two more tries', async () => {
    const { test } = stage;
    state.serve = () => once(mp3('twin').bytes);
    show(made('a.mp3', 'b.mp3'));
    const id = await test.admit();
    expect(await test.until(id, ended, 1_000)).toMatchObject({ error: null, status: 'completed' });
    expect(countOf('b.mp3')).toBe(3);
  });
});

describe('two versions with the same bytes, and little time', () => {
  const { far, state, providers, download } = createFarFiles();
  const settings = { defaultProvider: 'far', maxDownloadMs: 20_000 };
  const stage = useTestEngine({ settings, providers, download });

  it('[GEN-6] are taken as they are: a song that is there does not fail for it', async () => {
    state.serve = () => once(mp3('twin').bytes);
    far.far.look = () => ({ kind: 'seen', snapshot: made('a.mp3', 'b.mp3') });
    const id = await stage.test.admit();
    expect(await stage.test.until(id, ended)).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    expect(state.fetched).toHaveLength(2);
  });
});
