import { isTerminal, type OperationResult } from '@impresario/protocol';
import type { Snapshot } from '@impresario/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelTrack } from '../testing/model-track.ts';
import { clip } from '../testing/puppet-provider.ts';
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
  'output-expired',
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
const words: OperationResult = { kind: 'persona', personaId: 'p' };
const remoteWav = clip({ audio: null, wav: { kind: 'url', url: 'https://far.example/0.wav' } });
const storedWav = { ...storedClip(), audio: null, wav: storedClip().audio };

const songs = [
  { state: 'succeeded', raw: 's', clips: [remoteSong()] },
  { state: 'succeeded', raw: 's', clips: [remoteWav] },
  { state: 'succeeded', raw: 's', clips: [], result: words },
] as const;

const snapshots: fc.Arbitrary<Snapshot> = fc.oneof(
  fc.constantFrom<Snapshot>(
    { state: 'running', raw: 'r', progress: 0.4, clips: [remoteSong()] },
    { state: 'unrecognised', raw: '?' },
    ...songs,
  ),
  failures.map((seen): Snapshot => ({ state: 'failed', raw: 'f', failure: seen })),
);

/** A post of the provider, about the newest attempt or one before it. */
const callbacks = fc
  .record({ snapshot: snapshots, trusted: fc.boolean() })
  .map((said): Observation => ({ saw: 'callback', attemptId: 'newest', handle, ...said }));

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
    .array(fc.constantFrom(storedClip(0), { ...storedClip(1), audio: null }, storedWav), { maxLength: 2 })
    .map((clips): Observation => ({
      saw: 'outcome',
      attemptId: 'newest',
      outcome: { kind: 'finished', clips, result: clips.length === 0 ? words : null },
    })),
  fc.constantFrom<Observation>(
    look({ state: 'running', progress: 0.4 }),
    look({ state: 'unrecognised' }),
    look({ state: 'succeeded', clips: [] }),
    ...songs.map((snapshot) => look(snapshot)),
  ),
  { weight: 3, arbitrary: callbacks },
  failures.map((seen): Observation => look({ state: 'failed', failure: seen })),
  failures.map((seen): Observation => ({
    saw: 'look',
    outcome: { kind: 'failed', failure: seen },
    began: null,
  })),
  fc.constantFrom<Observation>(
    { saw: 'search', handle: null },
    { saw: 'search', handle },
    { saw: 'files', clips: [] },
    { saw: 'handed-back', clips: null },
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

/** How it is at the provider: like any day, everybody's submits fail, or its rate has no room. */
const weathers = fc.constantFrom('fair', 'fair', 'fair', 'down', 'full');

const life = fc.array(fc.tuple(observations, fc.integer({ min: 0, max: 40_000 }), weathers), {
  minLength: 30,
  maxLength: 120,
});

const trustedDelivery = { ...taskDelivery, callbacks: 'trusted' } as const;

describe.each([
  ['a track of a provider with tasks', taskDelivery, 'generate'],
  ['a track of a provider with trusted callbacks', trustedDelivery, 'extend'],
  ['a track of a provider with an inline reply', inlineDelivery, 'generate'],
  ['a track of a provider with free renders', localDelivery, 'generate'],
  ['a file beside a track', trustedDelivery, 'wav'],
  ['a file beside a track, made for free', localDelivery, 'wav'],
  ['words beside a track', trustedDelivery, 'persona'],
] as const)('%s', (_, delivery, operation) => {
  it('[I6] [I9] [GEN-3] [GEN-9] keeps the rules whatever is seen, in whatever order', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const model = createModelTrack({ delivery, operation });
        let atMs = noon.getTime();
        for (const [seen, waitMs, weather] of steps) {
          // A worker comes when the row is due, everybody else whenever they like.
          atMs = Math.max(atMs, seen.saw === 'turn' ? model.dueAt() : 0) + Math.floor(waitMs / 8);
          const now = new Date(atMs);
          const before = model.state({
            isProviderDown: weather === 'down',
            submitAt: weather === 'full' ? new Date(atMs + 5_000) : null,
          });
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
    const { maxQueueMs, submitTimeoutMs, maxProcessingMs, maxDownloadMs } = timing;
    const latest = noon.getTime() + maxQueueMs + submitTimeoutMs + 2 * maxProcessingMs + maxDownloadMs;
    fc.assert(
      fc.property(
        fc.array(failures, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('nothing', 'a task', 'addresses without files'),
        (seen, comes) => {
          const model = createModelTrack({ delivery, operation });
          for (let turn = 0; !isTerminal(model.state().status); turn += 1) {
            const now = new Date(model.dueAt());
            expect(now.getTime()).toBeLessThanOrEqual(latest);
            const next = nextOf(model.state(), { seen: seen[turn % seen.length]!, comes, turn, now });
            const aimed = model.aimed(next);
            model.follow(decide(model.state(), aimed, now, timing), aimed, now);
            model.check();
          }
          expect(model.refunded()).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

interface Misfortune {
  readonly seen: ReturnType<typeof failure>;
  readonly comes: 'nothing' | 'a task' | 'addresses without files';
  readonly turn: number;
  readonly now: Date;
}

/** What the worker brings at the track's step when everything fails. */
function nextOf(
  { step, attempt, operation }: ReturnType<ReturnType<typeof createModelTrack>['state']>,
  { seen, comes, turn, now }: Misfortune,
): Observation {
  const clips = [operation === 'wav' ? remoteWav : remoteSong()];
  const hasAddresses = comes === 'addresses without files' && turn % 2 === 0;
  if (step === 'poll')
    return look(hasAddresses ? { state: 'succeeded', clips } : { state: 'failed', failure: seen });
  if (step === 'reconcile') return { saw: 'search', handle: null };
  if (step === 'ingest') {
    const retryAt = new Date(now.getTime() + 2_000);
    return { saw: 'files-missing', clips: attempt?.clips ?? [], failure: seen, retryAt };
  }
  if (attempt?.status !== 'sending') return { saw: 'turn', attemptId: 'next', correlation: 'c' };
  const accepts = comes !== 'nothing' && turn % 3 !== 1;
  const outcome = accepts
    ? ({ kind: 'accepted', handle } as const)
    : ({ kind: 'failed', failure: seen } as const);
  return { saw: 'outcome', attemptId: 'newest', outcome };
}
