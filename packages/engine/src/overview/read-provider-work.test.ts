import { expect, it } from 'vitest';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const far = createFarPuppet();
const stage = useTestEngine({
  settings: { defaultProvider: 'far' },
  providers: () => {
    far.reset();
    return [far.provider];
  },
});

it('[GEN-3] a track that was sent and is searched for is under way, and waits for nobody’s turn', async () => {
  const { test } = stage;
  const callCount = far.calls.length;
  await test.admit();
  await test.settle();
  const workOf = async () => (await test.engine.readOverview()).providers[0];
  const lost = failure('network', { sideEffect: 'unknown', retryable: false });
  far.calls[callCount]?.answer({ kind: 'failed', failure: lost });
  await test.settle();
  const { rows } = await test.db.pool.query('select status, step from tracks');
  expect(rows).toEqual([{ status: 'pending', step: 'reconcile' }]);
  expect(await workOf()).toMatchObject({ waiting: 0, underWay: 1, longestWaitSeconds: null });
});
