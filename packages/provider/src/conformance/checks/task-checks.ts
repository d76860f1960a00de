import assert from 'node:assert/strict';
import type { TaskHandle } from '../../outcome.ts';
import {
  answered,
  assertSoundFailure,
  describe,
  poll,
  pollSeen,
  pollToEnd,
  probeCall,
  submitAccepted,
  submitFailed,
  until,
  withFreshProvider,
  withProvider,
} from '../probe.ts';
import { isTaskUpstream, upstreamOf, type ConformanceCheck, type Fault } from '../subject.ts';
import { assertMonotone } from './song-checks.ts';

const pollFaults: readonly Fault[] = [
  'reset-before-body',
  'reset-after-body',
  'html',
  'truncated-json',
  'empty',
  'rate-limited',
  'overloaded',
];

export const taskChecks: readonly ConformanceCheck[] = [
  {
    name: '[PRO-6] a handle is plain JSON and finds its task after a restart',
    applies: isTaskUpstream,
    async run(subject) {
      const handle = await withProvider(subject, (provider) => submitAccepted(subject, provider));
      const stored = JSON.parse(JSON.stringify(handle)) as TaskHandle;
      assert.deepEqual(stored, handle, 'a handle survives JSON');
      await withFreshProvider(subject, async (provider) => {
        const last = (await pollToEnd(subject, provider, stored)).at(-1);
        assert.equal(last?.state, 'succeeded');
      });
    },
  },
  {
    name: '[GEN-8] looking is read-only: any number of looks starts nothing, and the end stays the end',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        const first = (await pollToEnd(subject, provider, handle)).at(-1);
        for (let look = 0; look < 5; look += 1) {
          const again = await pollSeen(subject, provider, handle);
          assert.deepEqual(again, first, 'a finished task looks the same every time');
        }
        assert.equal(upstreamOf(subject).submits().length, 1, 'looking started a song');
        assert.equal(upstreamOf(subject).taskIds().length, 1, 'looking started a song');
      }),
  },
  {
    name: "[PRO-6] a running task's progress stays within 0 and 1 and never goes back",
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const seen = await pollToEnd(subject, provider, await submitAccepted(subject, provider));
        const known = seen.map((snapshot) => (snapshot.state === 'running' ? snapshot.progress : null));
        assertMonotone(known.filter((fraction) => fraction !== null));
      }),
  },
  {
    name: '[GEN-8] a look that meets a fault is a failed look, never an exception and never the end',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        for (const fault of pollFaults) {
          upstreamOf(subject).breakPoll(fault);
          const outcome = await poll(subject, provider, handle);
          assert.equal(outcome.kind, 'failed', `${fault}: ${describe(outcome)}`);
        }
        const last = (await pollToEnd(subject, provider, handle)).at(-1);
        assert.equal(last?.state, 'succeeded', 'the song is still found afterwards');
      }),
  },
  {
    name: '[PRO-6] a look that hangs ends within 1 s of the abort',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        const before = upstreamOf(subject).pollCount();
        upstreamOf(subject).breakPoll('hang');
        const controller = new AbortController();
        const pending = poll(subject, provider, handle, controller.signal);
        pending.catch(() => undefined);
        await until('the far end has the look', () => upstreamOf(subject).pollCount() > before);
        controller.abort();
        const outcome = await answered(subject, 'an aborted look', pending, 1000);
        assert.equal(outcome.kind, 'failed', describe(outcome));
      }),
  },
  {
    name: '[PRO-5] an unknown status word is unrecognised, with the word: not running, not done, not failed',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        upstreamOf(subject).breakPoll('unknown-status');
        const snapshot = await pollSeen(subject, provider, handle);
        assert.equal(snapshot.state, 'unrecognised', describe(snapshot));
        assert.ok(snapshot.raw !== '', 'the word is kept for the log');
      }),
  },
  {
    name: '[GEN-5] success without audio is never reported as success',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        upstreamOf(subject).breakPoll('success-without-audio');
        const snapshot = await pollSeen(subject, provider, handle);
        assert.notEqual(snapshot.state, 'succeeded', describe(snapshot));
      }),
  },
  {
    name: '[PRO-5] a task the provider gave up is failed, and says that it was accepted',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const handle = await submitAccepted(subject, provider);
        upstreamOf(subject).breakPoll('task-failed');
        const snapshot = await pollSeen(subject, provider, handle);
        if (snapshot.state !== 'failed') assert.fail(`the task failed, got ${describe(snapshot)}`);
        assertSoundFailure(subject, snapshot.failure);
        assert.equal(snapshot.failure.sideEffect, 'accepted');
      }),
  },
  {
    name: '[GEN-2] a task whose reply was lost is found by its correlation, an unknown one is not',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        if (!provider.find) return;
        const { signal } = new AbortController();
        const nothing = await answered(subject, 'find', provider.find('never-used', { signal }));
        assert.equal(nothing, null);
        upstreamOf(subject).breakSubmit('hang');
        const probe = probeCall();
        const pending = submitFailed(subject, provider, probe);
        await until('the task is running', () => upstreamOf(subject).taskIds().length === 1);
        probe.controller.abort();
        await pending;
        const found = await answered(subject, 'find', provider.find(probe.call.correlation, { signal }));
        assert.equal(found?.taskId, upstreamOf(subject).taskIds()[0]);
        assert.equal(upstreamOf(subject).submits().length, 1, 'a look-up starts nothing');
      }),
  },
  {
    name: '[GEN-2] the callback address is handed on, and none is made up',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        if (provider.capabilities.delivery.callbacks === 'none') return;
        const callbackUrl = 'https://callbacks.example/webhooks/scripted/secret-path';
        await submitAccepted(subject, provider, probeCall({ callbackUrl }));
        await submitAccepted(subject, provider, probeCall({ callbackUrl: null }));
        const [withAddress, without] = upstreamOf(subject)
          .submits()
          .map((body) => JSON.stringify(body));
        assert.ok(withAddress?.includes(callbackUrl), 'the address is in the request');
        assert.ok(!without?.includes(callbackUrl), 'an address of another call is not');
      }),
  },
  {
    name: '[GEN-10] a running task that can be cancelled is stopped and then seen as failed',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        if (!provider.cancel || !provider.capabilities.delivery.cancellable) return;
        const handle = await submitAccepted(subject, provider);
        const { signal } = new AbortController();
        const { stopped } = await answered(subject, 'cancel', provider.cancel(handle, { signal }));
        assert.equal(stopped, true);
        const snapshot = await pollSeen(subject, provider, handle);
        assert.equal(snapshot.state, 'failed', describe(snapshot));
        assert.equal(upstreamOf(subject).taskIds().length, 1, 'a cancel starts nothing');
      }),
  },
];
