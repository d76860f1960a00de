import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  answered,
  assertSoundFailure,
  canaryRequest,
  describe,
  makeSong,
  probeCall,
  withProvider,
} from '../probe.ts';
import type { ConformanceCheck } from '../subject.ts';

/** For providers that do the work themselves: a cancelled song must give its core back. */
export const abortChecks: readonly ConformanceCheck[] = [
  {
    name: '[PRO-6] an in-process song stops within 1 s of the abort, and the next one is made as if nothing was',
    applies: (subject) => subject.shape === 'in-process',
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const { call, controller } = probeCall();
        const pending = provider.submit(canaryRequest(subject, { durationSeconds: 120, variants: 2 }), call);
        pending.catch(() => undefined);
        await sleep(150);
        controller.abort();
        const outcome = await answered(subject, 'an aborted song', pending, 1000);
        if (outcome.kind !== 'failed') assert.fail(`an aborted song cannot end as ${describe(outcome)}`);
        assertSoundFailure(subject, outcome.failure, 'submit');
        assert.equal(outcome.failure.kind, 'aborted');
        assert.equal(outcome.failure.sideEffect, 'none', 'nobody bills for a song we stopped ourselves');
        const clips = await makeSong(subject, provider, canaryRequest(subject, { variants: 1 }));
        assert.equal(clips.length, 1);
      }),
  },
  {
    name: '[PRO-6] an in-process song whose signal is already aborted is not begun',
    applies: (subject) => subject.shape === 'in-process',
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const { call, controller, progress } = probeCall();
        controller.abort();
        const outcome = await answered(
          subject,
          'submit',
          provider.submit(canaryRequest(subject), call),
          1000,
        );
        assert.equal(outcome.kind, 'failed', describe(outcome));
        assert.deepEqual(
          progress.filter(({ fraction }) => fraction > 0),
          [],
        );
      }),
  },
];
