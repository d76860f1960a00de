import assert from 'node:assert/strict';
import type { Failure } from '../../failure.ts';
import type { MusicRequest } from '../../request.ts';
import {
  answered,
  assertSoundFailure,
  canaryRequest,
  describe,
  probeCall,
  submit,
  submitFailed,
  until,
  withProvider,
} from '../probe.ts';
import {
  hasUpstream,
  isTaskUpstream,
  upstreamOf,
  type ConformanceCheck,
  type Fault,
  type ProviderSubject,
} from '../subject.ts';

export const submitChecks: readonly ConformanceCheck[] = [
  {
    name: '[PRO-2] a submit is exactly one POST',
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const outcome = await submit(subject, provider, canaryRequest(subject));
        assert.notEqual(outcome.kind, 'failed', describe(outcome));
        assertOnePost(subject);
      }),
  },
  submitFault('reset-before-body', ['none', 'unknown']),
  submitFault('reset-after-body', ['unknown']),
  submitFault('html', ['unknown', 'accepted']),
  submitFault('truncated-json', ['unknown', 'accepted']),
  submitFault('empty', ['unknown', 'accepted']),
  {
    name: '[GEN-3] when nobody listens nothing was sent: side effect none, and it may be tried again',
    applies: (subject) => subject.makeUnreachableProvider !== undefined,
    async run(subject) {
      const provider = await subject.makeUnreachableProvider?.();
      if (!provider) return;
      const failure = await submitFailed(subject, provider);
      assert.equal(failure.kind, 'network');
      assert.equal(failure.sideEffect, 'none');
      assert.equal(failure.retryable, true);
      await provider.close?.();
    },
  },
  {
    name: '[PRO-6] a submit that hangs ends within 1 s of the abort, outcome unknown, one POST',
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        upstreamOf(subject).breakSubmit('hang');
        const { call, controller } = probeCall();
        const pending = provider.submit(canaryRequest(subject), call);
        pending.catch(() => undefined);
        await until('the far end has the request', () => upstreamOf(subject).submits().length > 0);
        controller.abort();
        const outcome = await answered(subject, 'an aborted submit', pending, 1000);
        if (outcome.kind !== 'failed') assert.fail(`a hanging submit cannot end as ${describe(outcome)}`);
        assertSoundFailure(subject, outcome.failure, 'submit');
        assert.equal(outcome.failure.sideEffect, 'unknown');
        assertOnePost(subject);
      }),
  },
  {
    name: '[PRO-2] a submit whose signal is already aborted sends nothing',
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const probe = probeCall();
        probe.controller.abort();
        const failure = await submitFailed(subject, provider, probe);
        assert.equal(failure.sideEffect, 'none');
        assert.equal(upstreamOf(subject).submits().length, 0);
      }),
  },
  {
    name: '[PRO-2] no task id is made up: one comes from the provider, or the submit fails',
    applies: isTaskUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const outcome = await submit(subject, provider, canaryRequest(subject));
        if (outcome.kind !== 'accepted') assert.fail(`expected a task, got ${describe(outcome)}`);
        const known = upstreamOf(subject).taskIds();
        assert.ok(known.includes(outcome.handle.taskId), 'the task id is the one the provider gave');
        upstreamOf(subject).breakSubmit('no-task-id');
        const failure = await submitFailed(subject, provider);
        assert.notEqual(failure.sideEffect, 'none', 'an accepted song without a task id may be running');
      }),
  },
  {
    name: '[PRO-2] an inline provider finishes, it never claims a task',
    applies: (subject) => subject.shape !== 'task',
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const outcome = await submit(subject, provider, canaryRequest(subject, { variants: 1 }));
        assert.equal(outcome.kind, 'finished', describe(outcome));
      }),
  },
  {
    name: '[PRO-5] an inline success without audio is a failure that a song may have cost',
    applies: (subject) => subject.shape === 'inline' && hasUpstream(subject),
    run: (subject) =>
      withProvider(subject, async (provider) => {
        upstreamOf(subject).breakSubmit('success-without-audio');
        const failure = await submitFailed(subject, provider);
        assert.notEqual(failure.sideEffect, 'none');
        assertOnePost(subject);
      }),
  },
  {
    name: '[PRO-5] each documented error has its kind, its side effect and one POST',
    applies: hasUpstream,
    async run(subject) {
      for (const error of upstreamOf(subject).documentedErrors) {
        await withProvider(subject, async (provider) => {
          error.arrange();
          const failure = await submitFailed(subject, provider);
          const { kind, sideEffect, retryAfterMs } = failure;
          assert.deepEqual(
            { kind, sideEffect },
            { kind: error.kind, sideEffect: error.sideEffect },
            error.name,
          );
          if (error.retryAfterMs !== undefined) assert.equal(retryAfterMs, error.retryAfterMs, error.name);
          assertOnePost(subject);
        });
      }
    },
  },
  {
    name: '[PRO-4] seed 0 and every other falsy value is sent',
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const falsy = {
          seed: 0,
          styleWeight: 0,
          weirdnessConstraint: 0,
          audioWeight: 0,
          hasVocals: false,
          customMode: false,
        };
        const support = parametersOf(provider.capabilities, canaryRequest(subject).model);
        for (const [name, value] of Object.entries(falsy)) {
          if (support[name] !== 'native') continue;
          assert.deepEqual(await sent(subject, provider, { [name]: value }, name), value, `${name} is sent`);
        }
      }),
  },
  {
    name: '[PRO-4] a parameter the model lacks is left out of the request',
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const values = {
          seed: 7,
          durationSeconds: 5,
          styleWeight: 0.5,
          audioWeight: 0.5,
          personaId: 'p1',
          vocalGender: 'f',
        };
        const support = parametersOf(provider.capabilities, canaryRequest(subject).model);
        for (const [name, value] of Object.entries(values)) {
          if (support[name] !== undefined) continue;
          assert.equal(
            await sent(subject, provider, { [name]: value }, name),
            undefined,
            `${name} is left out`,
          );
        }
      }),
  },
];

/** A fault the far end shows to a submit: one POST, an honest side effect, and words without a leak. */
function submitFault(fault: Fault, honest: readonly Failure['sideEffect'][]): ConformanceCheck {
  return {
    name: `[PRO-6] ${fault} while submitting: one POST, side effect ${honest.join(' or ')}`,
    applies: hasUpstream,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        upstreamOf(subject).breakSubmit(fault);
        const { sideEffect } = await submitFailed(subject, provider);
        assert.ok(
          honest.includes(sideEffect),
          `side effect is ${sideEffect}; only ${honest.join(' or ')} is true`,
        );
        assertOnePost(subject);
      }),
  };
}

async function sent(
  subject: ProviderSubject,
  provider: Parameters<typeof submit>[1],
  change: Partial<MusicRequest>,
  parameter: string,
): Promise<unknown> {
  const upstream = upstreamOf(subject);
  await upstream.reset();
  await submit(subject, provider, canaryRequest(subject, change));
  return upstream.sentValue(upstream.submits()[0], parameter as keyof MusicRequest);
}

function parametersOf(
  capabilities: { models: readonly { id: string; parameters: Record<string, string> }[] },
  modelId: string,
): Record<string, string> {
  return capabilities.models.find(({ id }) => id === modelId)?.parameters ?? {};
}

function assertOnePost(subject: ProviderSubject): void {
  const count = upstreamOf(subject).submits().length;
  assert.equal(count, 1, `exactly one POST per submit, the far end counted ${count}`);
}
