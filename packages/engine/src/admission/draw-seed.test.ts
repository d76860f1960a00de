import { expect, it } from 'vitest';
import { createPuppetProvider } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const composer = createPuppetProvider({ id: 'composer' });
const studio = createPuppetProvider({ id: 'studio', delivery: { repeatable: false } });
const [model] = composer.provider.capabilities.models;
const deaf = createPuppetProvider({
  id: 'deaf',
  models: [{ ...model!, parameters: { lyrics: 'native' } }],
});
const stage = useTestEngine({
  settings: { defaultProvider: 'composer' },
  providers: () => [composer.provider, studio.provider, deaf.provider],
});

const seedOf = async (body: object) => {
  const id = await stage.test.admit(body);
  return (await stage.test.read(id)).seed;
};

it('[PRO-7] a seed is drawn where the same seed gives the same song, and is told from the first reply on', async () => {
  const { test } = stage;
  const admission = await test.submit({});
  if (admission.kind !== 'admitted') throw new Error(admission.kind);
  const { seed } = JSON.parse(admission.response) as { seed: number };
  expect(seed).toBeGreaterThanOrEqual(0);
  expect(seed).toBeLessThan(2 ** 32);
  expect(Number.isInteger(seed)).toBe(true);
  expect((await test.read(admission.trackId)).seed).toBe(seed);
  await expect.poll(() => composer.calls.at(-1)?.request.seed).toBe(seed);
  expect(await seedOf({})).not.toBe(seed);
});

it('[PRO-4] the seed that was asked for is the one that is used, 0 as well', async () => {
  expect(await seedOf({ seed: 0 })).toBe(0);
  expect(await seedOf({ seed: 4_294_967_295 })).toBe(4_294_967_295);
  expect(await seedOf({ provider: 'studio', seed: 7 })).toBe(7);
});

it('[PRO-4] none is drawn for a provider that would make another song of it, and one left out is not told', async () => {
  expect(await seedOf({ provider: 'studio' })).toBeNull();
  expect(await seedOf({ provider: 'deaf', seed: 7 })).toBeNull();
  expect(await seedOf({ provider: 'deaf' })).toBeNull();
});

it('[GEN-10] a retry draws another seed, unless the first was asked for', async () => {
  const { test } = stage;
  for (const [body, isSame] of [
    [{}, false],
    [{ seed: 9 }, true],
  ] as const) {
    const id = await test.admit(body);
    await test.engine.cancelTrack('alice', id);
    const again = await test.engine.retryTrack(
      { caller: { userId: 'alice', signup: { plan: 'premium', millicredits: 0 } }, idempotencyKey: null },
      id,
      {},
    );
    if (again.kind !== 'admitted') throw new Error(again.kind);
    expect((await test.read(again.trackId)).seed === (await test.read(id)).seed).toBe(isSame);
  }
});

it('a track of before there were seeds tells none', async () => {
  const { test } = stage;
  const id = await test.admit({});
  await test.db.pool.query("update tracks set request = request - 'seed' where id = $1", [id]);
  expect((await test.read(id)).seed).toBeNull();
});
