import { describe, expect, it } from 'vitest';
import { testSettings as timing } from '../testing/test-engine.ts';
import { after, attemptState, failure, localDelivery, noon, trackState } from '../testing/track-states.ts';
import { decide } from './decide.ts';
import type { Observation } from './observation.ts';
import type { TrackState } from './track-state.ts';

const decideAt = (track: TrackState, seen: Observation, at = noon) => decide(track, seen, at, timing);
const turn: Observation = { saw: 'turn', attemptId: 'new', correlation: 'c' };
const failed = (...args: Parameters<typeof failure>): Observation => ({
  saw: 'outcome',
  attemptId: 'attempt',
  outcome: { kind: 'failed', failure: failure(...args) },
});

describe('a turn that the provider’s rate has no room for', () => {
  it('[LIM-1] waits until there is room, and nothing is written', () => {
    const track = trackState({ submitAt: after(4_000) });
    expect(decideAt(track, turn)).toEqual({ do: 'postpone', at: after(4_000) });
    const again = trackState({ submitAt: after(4_000), attempt: attemptState('failed') });
    expect(decideAt(again, turn)).toEqual({ do: 'postpone', at: after(4_000) });
  });

  it('[GEN-7] ends all the same when its deadline is past', () => {
    const track = trackState({ submitAt: after(700_000) });
    expect(decideAt(track, turn, after(600_000))).toMatchObject({ do: 'end', refund: true });
  });

  it('[GEN-2] [GEN-3] is not asked when the attempt is our own already, or may have been sent', () => {
    const own = trackState({ submitAt: after(4_000), attempt: attemptState('sending', { id: 'new' }) });
    expect(decideAt(own, turn)).toMatchObject({ do: 'start-attempt', abandon: false });
    const other = trackState({ submitAt: after(4_000), attempt: attemptState('sending') });
    expect(decideAt(other, turn)).toMatchObject({ do: 'search-again' });
  });

  it('[GEN-8] leaves an interrupted render for later', () => {
    const track = trackState({
      status: 'processing',
      submitAt: after(4_000),
      attempt: attemptState('sending'),
      delivery: localDelivery,
    });
    expect(decideAt(track, turn)).toEqual({ do: 'postpone', at: after(4_000) });
  });
});

describe('a failure that everybody has', () => {
  const sending = trackState({ attempt: attemptState('sending'), isProviderDown: true });

  it.each(['network', 'upstream-fault', 'bad-response', 'overloaded', 'rate-limited'] as const)(
    '[GEN-9] %s uses up no try and keeps the track next in line',
    (kind) => {
      const failures = Array.from({ length: 20 }, () => kind);
      expect(decideAt({ ...sending, failures }, failed(kind))).toMatchObject({
        do: 'try-again',
        at: after(1_000),
        duringOutage: true,
      });
    },
  );

  it('[GEN-9] is noted as such, so that it is not counted when the provider is well again', () => {
    expect(decideAt({ ...sending, isProviderDown: false }, failed('network'))).toMatchObject({
      do: 'try-again',
      duringOutage: false,
    });
  });

  it('[GEN-7] is waited out no longer than the deadline', () => {
    expect(decideAt(sending, failed('network'), after(599_500))).toMatchObject({ do: 'end', refund: true });
  });

  it('[GEN-3] [GEN-9] excuses neither what may have begun nor what the request itself is to blame for', () => {
    expect(decideAt(sending, failed('network', { sideEffect: 'unknown' }))).toMatchObject({
      do: 'search-again',
    });
    expect(decideAt(sending, failed('upstream-fault', { sideEffect: 'accepted' }))).toMatchObject({
      do: 'end',
    });
    for (const kind of ['moderated', 'invalid-request', 'auth', 'no-credit', 'timeout'] as const) {
      expect(decideAt(sending, failed(kind))).toMatchObject({ do: 'end', refund: true });
    }
    expect(decideAt(sending, failed('network', { retryable: false }))).toMatchObject({ do: 'end' });
  });
});
