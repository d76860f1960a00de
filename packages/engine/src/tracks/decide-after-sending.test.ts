import { describe, expect, it } from 'vitest';
import { testSettings as timing } from '../testing/test-engine.ts';
import {
  after,
  attemptState,
  failure,
  localDelivery,
  look,
  noon,
  remoteClip,
  remoteSong,
  storedClip,
  trackState,
} from '../testing/track-states.ts';
import { decide } from './decide.ts';
import type { Observation } from './observation.ts';
import type { TrackState } from './track-state.ts';

const decideAt = (track: TrackState, seen: Observation, at = noon) => decide(track, seen, at, timing);
const handle = { taskId: 'task', data: {} };
const accepted = { kind: 'accepted', handle } as const;
const outcome = (what: Extract<Observation, { saw: 'outcome' }>['outcome']): Observation => ({
  saw: 'outcome',
  attemptId: 'attempt',
  outcome: what,
});
const files: Observation = { saw: 'files', clips: [storedClip()] };
const missing = (kind: Parameters<typeof failure>[0], retryAt = after(2_000)): Observation => ({
  saw: 'files-missing',
  clips: [],
  failure: failure(kind, { phase: 'fetch-output', sideEffect: 'accepted' }),
  retryAt,
});

describe('a look', () => {
  const running = trackState({
    status: 'processing',
    step: 'poll',
    deadlineAt: after(600_000),
    attempt: attemptState('accepted'),
  });

  it('[GEN-8] comes 2 s × 1.5 apart up to 30 s, and one falls on the deadline', () => {
    const pauses = [0, 1, 2, 8, 50].map((pollCount) => {
      const decision = decideAt({ ...running, pollCount }, look({ state: 'running' }));
      return decision.do === 'look-again' && decision.at.getTime() - noon.getTime();
    });
    expect(pauses).toEqual([3_000, 4_500, 6_750, 30_000, 30_000]);
    const last = decideAt(running, look({ state: 'running' }), after(599_500));
    expect(last).toMatchObject({ do: 'look-again', at: after(600_000) });
  });

  it('[GEN-8] that fails changes nothing but the time of the next', () => {
    const kinds = ['network', 'auth', 'bad-response', 'task-lost', 'invalid-request'] as const;
    for (const kind of kinds) {
      const seen = { saw: 'look', outcome: { kind: 'failed', failure: failure(kind) }, began: null } as const;
      expect(decideAt(running, seen)).toMatchObject({ do: 'look-again', progress: null, clips: [] });
    }
  });

  it('[PRO-5] at an unknown word is a look at running work, until the deadline', () => {
    expect(decideAt(running, look({ state: 'unrecognised' }))).toMatchObject({ do: 'look-again' });
    expect(decideAt(running, look({ state: 'unrecognised' }), after(600_000))).toMatchObject({
      do: 'end',
      error: { code: 'PROCESSING_TIMEOUT' },
      refund: true,
    });
  });

  it('[GEN-7] the last one still takes what is finished', () => {
    const seen = look({ state: 'succeeded', clips: [remoteSong()] });
    expect(decideAt(running, seen, after(700_000))).toMatchObject({
      do: 'fetch',
      deadlineAt: after(820_000),
    });
  });

  it('[GEN-5] at success without audio goes on looking', () => {
    const silent = { ...remoteSong(), audio: null };
    expect(decideAt(running, look({ state: 'succeeded', clips: [silent] }))).toMatchObject({
      do: 'look-again',
    });
    expect(decideAt(running, look({ state: 'succeeded', clips: [] }))).toMatchObject({ do: 'look-again' });
  });

  it('[GEN-9] at a task that failed by the provider’s own word makes a new attempt, 3 times at most', () => {
    const seen = look({ state: 'failed', failure: failure('upstream-fault', { sideEffect: 'accepted' }) });
    expect(decideAt(running, seen)).toMatchObject({ do: 'try-again', at: after(1_000) });
    const failures = ['upstream-fault', 'upstream-fault', 'upstream-fault'] as const;
    expect(decideAt({ ...running, failures }, seen)).toMatchObject({ do: 'end', refund: true });
  });

  it('[I9] at a failed task whose effect is unknown ends, and nothing is sent again', () => {
    const seen = look({ state: 'failed', failure: failure('upstream-fault', { sideEffect: 'unknown' }) });
    expect(decideAt(running, seen)).toMatchObject({ do: 'end', status: 'failed', refund: true });
  });

  it.each([
    [1.7, 1],
    [-3, 0],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('[PRO-5] at progress of %d shows %d', (said, shown) => {
    const seen = look({ state: 'running', progress: said });
    expect(decideAt(running, seen)).toMatchObject({ do: 'look-again', progress: shown });
  });
});

describe('a search', () => {
  const lost = trackState({
    step: 'reconcile',
    deadlineAt: after(600_000),
    attempt: attemptState('unknown'),
  });

  it('[GEN-3] that finds the task follows it', () => {
    expect(decideAt(lost, { saw: 'search', handle })).toMatchObject({ do: 'follow-task', handle });
  });

  it('[GEN-3] that finds nothing goes on until the deadline, then ends with a refund', () => {
    expect(decideAt(lost, { saw: 'search', handle: null })).toMatchObject({ do: 'search-again' });
    expect(decideAt(lost, { saw: 'search', handle: null }, after(600_000))).toMatchObject({
      do: 'end',
      error: { code: 'OUTCOME_UNKNOWN' },
      refund: true,
    });
  });

  it('[GEN-3] is over when the reply comes after all', () => {
    expect(decideAt(lost, outcome(accepted))).toMatchObject({ do: 'follow-task' });
  });
});

describe('files', () => {
  const fetching = trackState({
    status: 'processing',
    step: 'ingest',
    deadlineAt: after(120_000),
    attempt: attemptState('finished', { clips: [remoteClip()] }),
  });

  it('[GEN-6] complete a track', () => {
    expect(decideAt(fetching, files)).toEqual({ do: 'complete', clips: [storedClip()], result: null });
  });

  it('[GEN-6] that are missing are fetched again until the deadline, never generated again', () => {
    expect(decideAt(fetching, missing('network'))).toEqual({
      do: 'fetch-again',
      clips: [],
      at: after(2_000),
    });
    expect(decideAt(fetching, missing('output-invalid', after(120_000)))).toMatchObject({
      do: 'end',
      error: { code: 'OUTPUT_INVALID' },
      refund: true,
    });
  });
});

describe('a cancel', () => {
  const cancel: Observation = { saw: 'cancel' };

  it.each([
    ['waiting', null, true],
    ['failed and waiting to try again', attemptState('failed'), true],
    ['being sent', attemptState('sending'), false],
    ['lost', attemptState('unknown'), false],
    ['accepted', attemptState('accepted'), false],
    ['finished and being fetched', attemptState('finished'), false],
  ] as const)(
    '[GEN-10] of a track that is %s refunds what the provider cannot bill',
    (_, attempt, refund) => {
      const decision = decideAt(trackState({ attempt }), cancel);
      expect(decision).toMatchObject({
        do: 'end',
        status: 'cancelled',
        refund,
        error: { code: 'CANCELLED' },
      });
      const said = decision.do === 'end' ? decision.error.message : '';
      expect(said.includes('Your credits came back')).toBe(refund);
    },
  );

  it('[GEN-10] of what costs nothing to make always refunds', () => {
    const track = trackState({ attempt: attemptState('sending'), delivery: localDelivery });
    expect(decideAt(track, cancel)).toMatchObject({ refund: true });
  });
});

describe('a step that breaks', () => {
  it('[GEN-11] is done again later, and ends the track at its deadline', () => {
    const steps = [
      trackState(),
      trackState({ step: 'reconcile', deadlineAt: after(600_000), attempt: attemptState('unknown') }),
      trackState({
        status: 'processing',
        step: 'poll',
        deadlineAt: after(600_000),
        attempt: attemptState('accepted'),
      }),
      trackState({
        status: 'processing',
        step: 'ingest',
        deadlineAt: after(600_000),
        attempt: attemptState('finished'),
      }),
    ];
    for (const track of steps) {
      expect(decideAt(track, { saw: 'broken-step' })).toEqual({ do: 'postpone', at: after(10_000) });
      expect(decideAt(track, { saw: 'broken-step' }, after(600_000))).toMatchObject({
        do: 'end',
        status: 'failed',
        refund: true,
      });
    }
  });

  it('[GEN-3] leaves a request that may have been sent to the search', () => {
    const track = trackState({ attempt: attemptState('sending') });
    expect(decideAt(track, { saw: 'broken-step' }, after(600_000))).toMatchObject({ do: 'postpone' });
  });
});
