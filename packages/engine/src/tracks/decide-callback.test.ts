import { describe, expect, it } from 'vitest';
import { testSettings as timing } from '../testing/test-engine.ts';
import {
  after,
  attemptState,
  failure,
  look,
  noon,
  remoteSong,
  taskDelivery,
  trackState,
} from '../testing/track-states.ts';
import { decide } from './decide.ts';
import type { Observation } from './observation.ts';
import type { TrackState } from './track-state.ts';

const decideAt = (track: TrackState, seen: Observation, at = noon) => decide(track, seen, at, timing);
const handle = { taskId: 'task', data: {} };
const snapshots = {
  running: { state: 'running', raw: 'r', progress: 0.4, clips: [] },
  succeeded: { state: 'succeeded', raw: 's', clips: [remoteSong()] },
  failed: { state: 'failed', raw: 'f', failure: failure('upstream-fault', { sideEffect: 'accepted' }) },
  unrecognised: { state: 'unrecognised', raw: '?' },
} as const;
type State = keyof typeof snapshots;
const states = Object.keys(snapshots) as State[];
const callback = (state: State, trusted: boolean, attemptId = 'attempt'): Observation => ({
  saw: 'callback',
  attemptId,
  handle,
  snapshot: snapshots[state],
  trusted,
});
const both = states.flatMap((state) => [callback(state, true), callback(state, false)]);

const steps = {
  sending: trackState({ attempt: attemptState('sending') }),
  unknown: trackState({ step: 'reconcile', attempt: attemptState('unknown') }),
  accepted: trackState({
    status: 'processing',
    step: 'poll',
    deadlineAt: after(600_000),
    attempt: attemptState('accepted'),
  }),
  /** The addresses have run out, and fresh ones are asked for. */
  asking: trackState({
    status: 'processing',
    step: 'poll',
    deadlineAt: after(60_000),
    attempt: attemptState('finished', { handle, clips: [] }),
  }),
  fetching: trackState({
    status: 'processing',
    step: 'ingest',
    deadlineAt: after(60_000),
    attempt: attemptState('finished', { handle, clips: [] }),
  }),
  failed: trackState({ status: 'processing', deadlineAt: after(60_000), attempt: attemptState('failed') }),
};

describe('a callback', () => {
  it.each(['sending', 'unknown'] as const)(
    '[CAL-4] [GEN-3] names the task of an attempt that is %s, whatever else it says and whoever signed it',
    (step) => {
      for (const seen of both) {
        expect(decideAt(steps[step], seen)).toEqual({
          do: 'follow-task',
          handle,
          lookAt: noon,
          deadlineAt: after(600_000),
        });
      }
    },
  );

  it('[CAL-2] that is a hint asks for a look and changes nothing else, also while fresh addresses are awaited', () => {
    for (const state of states) {
      expect(decideAt(steps.accepted, callback(state, false))).toEqual({ do: 'look-soon' });
      expect(decideAt(steps.asking, callback(state, false))).toEqual({ do: 'look-soon' });
    }
  });

  it('[CAL-2] that is trusted is as good as a look, but an unknown word only asks for one', () => {
    const { accepted } = steps;
    expect(decideAt(accepted, callback('running', true))).toMatchObject({ do: 'look-again', progress: 0.4 });
    expect(decideAt(accepted, callback('succeeded', true))).toMatchObject({ do: 'fetch' });
    expect(decideAt(accepted, callback('failed', true))).toMatchObject({ do: 'try-again' });
    expect(decideAt(accepted, callback('unrecognised', true))).toEqual({ do: 'look-soon' });
  });

  it('[GEN-6] after the song was made brings fresh addresses, and never has it made again', () => {
    expect(decideAt(steps.asking, callback('succeeded', true))).toMatchObject({
      do: 'fetch',
      deadlineAt: after(60_000),
    });
    expect(decideAt(steps.asking, callback('failed', true))).toMatchObject({ do: 'look-again' });
  });

  it('[GEN-4] changes nothing while files are fetched, between attempts, or about an earlier attempt', () => {
    const nothing = { do: 'nothing' };
    for (const seen of both) {
      expect(decideAt(steps.fetching, seen)).toEqual(nothing);
      expect(decideAt(steps.failed, seen)).toEqual(nothing);
    }
    for (const track of Object.values(steps)) {
      expect(decideAt(track, callback('succeeded', true, 'earlier'))).toEqual(nothing);
    }
  });
});

describe('late news of a track that is over', () => {
  const over = (attempt: TrackState['attempt'], status: TrackState['status'] = 'failed') =>
    trackState({ status, step: null, attempt });

  it.each(['sending', 'unknown', 'accepted'] as const)(
    '[GEN-7] notes a song that came after all for an attempt that is %s',
    (status) => {
      for (const trusted of [true, false]) {
        expect(decideAt(over(attemptState(status)), callback('succeeded', trusted))).toEqual({
          do: 'note-late-result',
          handle,
        });
      }
    },
  );

  it('[GEN-3] notes the task of an attempt that had none, once', () => {
    for (const state of ['running', 'failed', 'unrecognised'] as const) {
      expect(decideAt(over(attemptState('unknown')), callback(state, true))).toEqual({
        do: 'note-task',
        handle,
      });
      expect(decideAt(over(attemptState('accepted')), callback(state, true))).toEqual({ do: 'nothing' });
    }
  });

  it.each(['finished', 'failed', 'abandoned'] as const)(
    '[I6] is none when the attempt was settled: %s',
    (status) => {
      for (const seen of both) expect(decideAt(over(attemptState(status)), seen)).toEqual({ do: 'nothing' });
      expect(decideAt(over(attemptState('accepted')), callback('succeeded', true, 'earlier'))).toEqual({
        do: 'nothing',
      });
    },
  );
});

describe('a look and callbacks', () => {
  const running = look({ state: 'running' });
  const began = (at: Date) => ({ ...running, began: at });

  it('[CAL-2] looks again at once, never in the same instant, when a hint came during the look', () => {
    const hinted = { ...steps.accepted, hintedAt: after(500) };
    for (const at of [after(400), after(500)]) {
      expect(decideAt(hinted, began(at), after(1_000))).toMatchObject({ do: 'look-again', at: after(1_001) });
    }
    expect(decideAt(hinted, began(after(501)), after(1_000))).toMatchObject({ at: after(4_000) });
  });

  it('[GEN-8] looks three times as seldom where trusted callbacks come, never past the longest pause or the deadline', () => {
    const trusted = { ...taskDelivery, callbacks: 'trusted' } as const;
    const heard = { ...steps.accepted, delivery: trusted, hintedAt: noon };
    expect(decideAt(heard, began(after(1)), after(1))).toMatchObject({ at: after(9_001) });
    expect(decideAt({ ...heard, pollCount: 3 }, running)).toMatchObject({ at: after(30_000) });
    expect(decideAt(heard, running, after(599_000))).toMatchObject({ at: after(600_000) });
    // Promised and not heard of yet, or only hints: as often as ever.
    expect(decideAt({ ...heard, hintedAt: null }, running)).toMatchObject({ at: after(3_000) });
    expect(decideAt({ ...heard, delivery: taskDelivery }, running)).toMatchObject({ at: after(3_000) });
  });
});
