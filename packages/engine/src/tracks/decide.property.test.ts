import { isTerminal } from '@impresario/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelTrack } from '../testing/model-track.ts';
import { testSettings as timing } from '../testing/test-engine.ts';
import {
  after,
  failure,
  localDelivery,
  look,
  noon,
  remoteSong,
  storedClip,
  taskDelivery,
  inlineDelivery,
} from '../testing/track-states.ts';
import { decide } from './decide.ts';

import type { Observation } from './observation.ts';

const kinds = fc.constantFrom(
  'network',
  'upstream-fault',
  'bad-response',
  'rate-limited',
  'overloaded',
  'moderated',
  'timeout',
  'aborted',
);
const failures = fc
  .record({
    kind: kinds,
    sideEffect: fc.constantFrom('none', 'none', 'accepted', 'unknown'),
    retryable: fc.boolean(),
    retryAfterMs: fc.constantFrom(undefined, 0, 3_000, 90_000),
  })
  .map(({ kind, sideEffect, retryable, retryAfterMs }) =>
    failure(kind, { sideEffect, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }),
  );
const handle = { taskId: 'task', data: {} };

/** What a provider, a network or a user may do next; `newest` stands for the newest attempt. */
const observations: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Observation>({ saw: 'turn', attemptId: 'next', correlation: 'c' }) },
  failures.map((seen): Observation => ({
    saw: 'outcome',
    attemptId: 'newest',
    outcome: { kind: 'failed', failure: seen },
  })),
  fc.constant<Observation>({ saw: 'outcome', attemptId: 'newest', outcome: { kind: 'accepted', handle } }),
  fc
    .array(fc.constantFrom(storedClip(0), { ...storedClip(1), audio: null }), { maxLength: 2 })
    .map((clips): Observation => ({
      saw: 'outcome',
      attemptId: 'newest',
      outcome: { kind: 'finished', clips },
    })),
  fc.constantFrom<Observation>(
    look({ state: 'running', progress: 0.4 }),
    look({ state: 'unrecognised' }),
    look({ state: 'succeeded', clips: [] }),
    look({ state: 'succeeded', clips: [remoteSong()] }),
  ),
  failures.map((seen): Observation => look({ state: 'failed', failure: seen })),
  failures.map((seen): Observation => ({
    saw: 'look',
    outcome: { kind: 'failed', failure: seen },
    began: null,
  })),
  fc.constantFrom<Observation>(
    { saw: 'search', handle: null },
    { saw: 'search', handle },
    { saw: 'files', clips: [storedClip()] },
    { saw: 'handed-back' },
    { saw: 'broken-step' },
    { saw: 'progress', progress: { fraction: 0.5, stage: 'Playing' } },
  ),
  failures.map((seen): Observation => ({
    saw: 'files-missing',
    clips: [],
    failure: seen,
    retryAt: after(0),
  })),
);

const life = fc.array(fc.tuple(observations, fc.integer({ min: 0, max: 40_000 })), {
  minLength: 30,
  maxLength: 120,
});

describe.each([
  ['tasks', taskDelivery],
  ['an inline reply', inlineDelivery],
  ['free renders', localDelivery],
] as const)('a track of a provider with %s', (_, delivery) => {
  it('[I6] [I9] [GEN-3] [GEN-9] keeps the rules whatever is seen, in whatever order', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const model = createModelTrack(delivery);
        let atMs = noon.getTime();
        for (const [seen, waitMs] of steps) {
          // A worker comes when the row is due, everybody else whenever they like.
          atMs = Math.max(atMs, seen.saw === 'turn' ? model.dueAt() : 0) + Math.floor(waitMs / 8);
          const now = new Date(atMs);
          const before = model.state();
          const decision = decide(before, model.aimed(seen), now, timing);
          model.follow(decision, model.aimed(seen), now);
          if (isTerminal(before.status)) expect(model.state().status).toBe(before.status);
          model.check();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[GEN-7] [GEN-11] always ends, when it is only looked at when due and nothing ever comes of it', () => {
    fc.assert(
      fc.property(fc.array(failures, { minLength: 1, maxLength: 6 }), fc.boolean(), (seen, accepts) => {
        const model = createModelTrack(delivery);
        const latest =
          noon.getTime() + timing.maxQueueMs + timing.submitTimeoutMs + 2 * timing.maxProcessingMs;
        for (let turn = 0; !isTerminal(model.state().status); turn += 1) {
          const now = new Date(model.dueAt());
          expect(now.getTime()).toBeLessThanOrEqual(latest);
          const next = model.aimed(
            nextOf(model.state(), seen[turn % seen.length]!, accepts && turn % 3 === 0),
          );
          model.follow(decide(model.state(), next, now, timing), next, now);
          model.check();
        }
        expect(model.refunded()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

/** What the worker brings at the track's step when everything fails. */
function nextOf(
  { step, attempt }: ReturnType<ReturnType<typeof createModelTrack>['state']>,
  seen: ReturnType<typeof failure>,
  accepts: boolean,
): Observation {
  if (step === 'poll') return look({ state: 'failed', failure: seen });
  if (step === 'reconcile') return { saw: 'search', handle: null };
  if (step === 'ingest') return { saw: 'files-missing', clips: [], failure: seen, retryAt: after(1e12) };
  if (attempt?.status !== 'sending') return { saw: 'turn', attemptId: 'next', correlation: 'c' };
  const outcome = accepts
    ? ({ kind: 'accepted', handle } as const)
    : ({ kind: 'failed', failure: seen } as const);
  return { saw: 'outcome', attemptId: 'newest', outcome };
}
