import { describe, expect, it } from 'vitest';
import { testSettings as timing } from '../testing/test-engine.ts';
import {
  after,
  attemptState,
  failure,
  inlineDelivery,
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
const turn: Observation = { saw: 'turn', attemptId: 'new', correlation: 'c' };
const handle = { taskId: 'task', data: {} };
const accepted = { kind: 'accepted', handle } as const;
const outcome = (what: Extract<Observation, { saw: 'outcome' }>['outcome']): Observation => ({
  saw: 'outcome',
  attemptId: 'attempt',
  outcome: what,
});
const failed = (...args: Parameters<typeof failure>) =>
  outcome({ kind: 'failed', failure: failure(...args) });
const files: Observation = { saw: 'files', clips: [storedClip()] };
const missing = (kind: Parameters<typeof failure>[0], retryAt = after(2_000)): Observation => ({
  saw: 'files-missing',
  clips: [],
  failure: failure(kind, { phase: 'fetch-output', sideEffect: 'accepted' }),
  retryAt,
});

const everything: readonly Observation[] = [
  turn,
  { saw: 'progress', progress: { fraction: 0.5, stage: 'Mixing' } },
  outcome(accepted),
  outcome({ kind: 'finished', clips: [storedClip()] }),
  failed('network'),
  failed('bad-response', { sideEffect: 'unknown' }),
  { saw: 'handed-back', clips: null },
  look({ state: 'running' }),
  look({ state: 'succeeded', clips: [remoteSong()] }),
  look({ state: 'failed', failure: failure('upstream-fault', { sideEffect: 'accepted' }) }),
  look({ state: 'unrecognised' }),
  {
    saw: 'look',
    outcome: { kind: 'failed', failure: failure('overloaded', { phase: 'poll' }) },
    began: null,
  },
  { saw: 'search', handle },
  { saw: 'search', handle: null },
  files,
  missing('network'),
  { saw: 'cancel' },
];

describe('a terminal track', () => {
  it.each(['completed', 'failed', 'cancelled'] as const)('[I6] %s absorbs whatever is seen', (status) => {
    for (const attempt of [null, attemptState('finished'), attemptState('failed')]) {
      const track = trackState({ status, step: null, attempt });
      for (const seen of everything) expect(decideAt(track, seen)).toEqual({ do: 'nothing' });
    }
  });

  it('[GEN-3] notes the task of a reply that came after it was cancelled, so that it can be stopped', () => {
    const track = trackState({ status: 'cancelled', step: null, attempt: attemptState('unknown') });
    expect(decideAt(track, outcome(accepted))).toEqual({ do: 'note-task', handle });
  });
});

describe('what does not fit the step', () => {
  const nothing = { do: 'nothing' };
  const steps = {
    submit: trackState({ attempt: attemptState('failed') }),
    reconcile: trackState({ step: 'reconcile', attempt: attemptState('unknown') }),
    poll: trackState({ status: 'processing', step: 'poll', attempt: attemptState('accepted') }),
    ingest: trackState({ status: 'processing', step: 'ingest', attempt: attemptState('finished') }),
  };

  it.each([
    ['submit', ['progress', 'outcome', 'handed-back', 'look', 'search', 'files', 'files-missing']],
    ['reconcile', ['turn', 'progress', 'look', 'files', 'files-missing']],
    ['poll', ['turn', 'progress', 'search', 'files', 'files-missing']],
    ['ingest', ['turn', 'progress', 'outcome', 'look', 'search']],
  ] as const)('[GEN-4] changes nothing at %s', (step, strangers) => {
    for (const seen of everything.filter(({ saw }) => (strangers as readonly string[]).includes(saw))) {
      expect(decideAt(steps[step], seen)).toEqual(nothing);
    }
  });

  it('[GEN-8] is done again at once when it was handed back, also after the deadline, with the files that came', () => {
    const handedBack = { saw: 'handed-back', clips: null } as const;
    const late = after(3_600_000);
    for (const track of [steps.reconcile, steps.poll, steps.ingest]) {
      expect(decideAt(track, handedBack, late)).toEqual({ do: 'postpone', at: late });
    }
    const clips = [storedClip()];
    const again = { do: 'fetch-again', clips, at: late };
    expect(decideAt(steps.ingest, { ...handedBack, clips }, late)).toEqual(again);
  });

  it('[GEN-4] is also the outcome of an attempt before the newest', () => {
    const track = trackState({ attempt: attemptState('sending', { id: 'newer' }) });
    expect(decideAt(track, outcome(accepted))).toEqual(nothing);
  });
});

describe('a turn', () => {
  it('[GEN-2] begins an attempt', () => {
    expect(decideAt(trackState(), turn)).toMatchObject({ do: 'start-attempt', abandon: false });
  });

  it('[GEN-2] begins the same attempt again when only the answer of its commit was lost', () => {
    const track = trackState({ attempt: attemptState('sending', { id: 'new' }) });
    expect(decideAt(track, turn)).toMatchObject({ do: 'start-attempt', abandon: false });
  });

  it('[GEN-3] never sends again what somebody else has begun to send', () => {
    const track = trackState({ attempt: attemptState('sending') });
    expect(decideAt(track, turn)).toEqual({ do: 'search-again', at: noon });
    expect(decideAt(track, turn, after(5_000_000))).toMatchObject({ do: 'search-again' });
  });

  it('[GEN-8] begins anew what costs nothing to repeat', () => {
    const track = trackState({
      status: 'processing',
      attempt: attemptState('sending'),
      delivery: localDelivery,
    });
    expect(decideAt(track, turn)).toMatchObject({ do: 'start-attempt', abandon: true });
  });

  it('[GEN-7] ends a track that waited too long, with a refund', () => {
    const ended = decideAt(trackState(), turn, after(600_000));
    expect(ended).toMatchObject({ do: 'end', status: 'failed', refund: true });
    expect(ended).toMatchObject({ error: { code: 'PROCESSING_TIMEOUT' } });
  });

  it('[GEN-7] ends a track whose processing deadline passed between two attempts', () => {
    const track = trackState({ status: 'processing', deadlineAt: after(5), attempt: attemptState('failed') });
    expect(decideAt(track, turn, after(5))).toMatchObject({
      do: 'end',
      error: { code: 'PROCESSING_TIMEOUT' },
    });
  });

  it('[GEN-8] gives new time to what our own process interrupted, however long it was down, but not for ever', () => {
    const interrupted = (number: number) =>
      trackState({
        status: 'processing',
        deadlineAt: noon,
        delivery: localDelivery,
        attempt: attemptState('sending', { number }),
      });
    expect(decideAt(interrupted(1), turn, after(3_600_000))).toEqual({
      do: 'start-attempt',
      abandon: true,
      deadlineAt: after(3_600_000 + timing.inlineSubmitTimeoutMs),
    });
    expect(decideAt(interrupted(5), turn, after(3_600_000))).toMatchObject({ do: 'end', status: 'failed' });
  });

  it('[GEN-7] does not move the deadline of a track that is being processed', () => {
    const deadlineAt = after(60_000);
    for (const delivery of [inlineDelivery, localDelivery, trackState().delivery]) {
      const track = trackState({
        status: 'processing',
        deadlineAt,
        attempt: attemptState('failed'),
        delivery,
      });
      expect(decideAt(track, turn)).toMatchObject({ do: 'start-attempt', deadlineAt });
    }
  });

  it('ends a track whose provider is gone', () => {
    expect(decideAt(trackState({ delivery: null }), turn)).toMatchObject({ do: 'end', refund: true });
  });
});

describe('an outcome', () => {
  const sending = trackState({ attempt: attemptState('sending') });

  it('[GEN-7] accepted starts the clock of processing and the looks', () => {
    expect(decideAt(sending, outcome(accepted))).toEqual({
      do: 'follow-task',
      handle,
      lookAt: after(2_000),
      deadlineAt: after(600_000),
    });
  });

  it('[GEN-7] accepted again, after a task that failed, keeps the deadline there is', () => {
    const deadlineAt = after(90_000);
    const track = { ...sending, status: 'processing', deadlineAt } as const;
    expect(decideAt(track, outcome(accepted))).toMatchObject({ do: 'follow-task', deadlineAt });
  });

  it('[GEN-6] finished and stored completes; with files elsewhere it fetches them first', () => {
    const stored = outcome({ kind: 'finished', clips: [storedClip()] });
    expect(decideAt(sending, stored)).toMatchObject({ do: 'complete' });
    const remote = outcome({ kind: 'finished', clips: [storedClip(0), remoteClip(1)] });
    expect(decideAt(sending, remote)).toMatchObject({ do: 'fetch', deadlineAt: after(120_000) });
  });

  it('[GEN-5] finished without any audio is a failure with a refund, and nothing is generated again', () => {
    for (const clips of [[], [{ ...storedClip(), audio: null }]]) {
      expect(decideAt(sending, outcome({ kind: 'finished', clips }))).toMatchObject({
        do: 'end',
        status: 'failed',
        refund: true,
        error: { code: 'OUTPUT_INVALID' },
      });
    }
  });

  it('[GEN-5] finished keeps only the clips that have audio', () => {
    const clips = [storedClip(0), { ...storedClip(1), audio: null }];
    expect(decideAt(sending, outcome({ kind: 'finished', clips }))).toEqual({
      do: 'complete',
      clips: [clips[0]],
      result: null,
    });
  });

  it.each(['network', 'bad-response', 'moderated', 'timeout', 'aborted'] as const)(
    '[GEN-3] %s of which nobody knows what it started is searched for, never sent again',
    (kind) => {
      const seen = failed(kind, { sideEffect: 'unknown' });
      expect(decideAt(sending, seen)).toEqual({ do: 'search-again', at: noon });
    },
  );

  it('[GEN-9] a failure after billable work began is not tried again', () => {
    const seen = failed('upstream-fault', { sideEffect: 'accepted' });
    expect(decideAt(sending, seen)).toMatchObject({ do: 'end', status: 'failed', refund: true });
  });

  it('[I9] a repeatable provider’s unknown failure goes on record as one without effect', () => {
    const track = { ...sending, delivery: localDelivery };
    const seen = failed('upstream-fault', { sideEffect: 'unknown' });
    expect(decideAt(track, seen)).toMatchObject({ do: 'try-again', failure: { sideEffect: 'none' } });
  });

  it.each([
    ['network', 5],
    ['upstream-fault', 3],
    ['bad-response', 3],
    ['invalid-request', 0],
    ['moderated', 0],
    ['artist-name', 0],
    ['no-credit', 0],
    ['auth', 0],
    ['timeout', 0],
    ['output-invalid', 0],
  ] as const)('[GEN-9] %s is tried again %i times, each pause twice the last', (kind, times) => {
    const failures: (typeof kind)[] = [];
    for (let i = 0; i < times; i += 1) {
      expect(decideAt({ ...sending, failures }, failed(kind))).toMatchObject({
        do: 'try-again',
        at: after(1_000 * 2 ** i),
      });
      failures.push(kind);
    }
    expect(decideAt({ ...sending, failures }, failed(kind))).toMatchObject({ do: 'end', refund: true });
  });

  it('[GEN-9] faults of the provider count together, whatever their form', () => {
    const failures = ['upstream-fault', 'bad-response', 'upstream-fault'] as const;
    expect(decideAt({ ...sending, failures }, failed('bad-response'))).toMatchObject({ do: 'end' });
    expect(decideAt({ ...sending, failures }, failed('network'))).toMatchObject({ do: 'try-again' });
  });

  it('[GEN-9] what is not retryable is not retried', () => {
    expect(decideAt(sending, failed('network', { retryable: false }))).toMatchObject({ do: 'end' });
  });

  it.each(['rate-limited', 'concurrency-limited', 'overloaded'] as const)(
    '[GEN-9] %s is waited out until the provider says, however often',
    (kind) => {
      const failures = Array.from({ length: 50 }, () => kind);
      const seen = failed(kind, { retryAfterMs: 7_000 });
      expect(decideAt({ ...sending, failures }, seen)).toMatchObject({ do: 'try-again', at: after(7_000) });
      expect(decideAt({ ...sending, failures }, failed(kind))).toMatchObject({ at: after(30_000) });
    },
  );

  it('[GEN-9] a provider that says “at once” is still given a second', () => {
    const seen = failed('rate-limited', { retryAfterMs: 0 });
    expect(decideAt(sending, seen)).toMatchObject({ do: 'try-again', at: after(1_000) });
  });

  it('[GEN-9] nothing is tried again after the deadline', () => {
    const seen = failed('rate-limited', { retryAfterMs: 600_000 });
    expect(decideAt(sending, seen)).toMatchObject({ do: 'end', error: { code: 'PROVIDER_RATE_LIMITED' } });
    const processing = { ...sending, status: 'processing', deadlineAt: after(900) } as const;
    expect(decideAt(processing, failed('network'))).toMatchObject({ do: 'end' });
  });
});
