import { isTerminal } from '@impresario/protocol';
import { expect } from 'vitest';
import type { Decision } from '../tracks/decision.ts';
import type { Observation } from '../tracks/observation.ts';
import type { AttemptState, TrackState } from '../tracks/track-state.ts';
import { attemptState, noon, trackState } from './track-states.ts';

interface ModelAttempt {
  readonly state: AttemptState;
  readonly sideEffect: 'none' | 'accepted' | 'unknown';
}

/** A track in memory that does what decisions say, as the database would, and remembers every attempt. */
export function createModelTrack(delivery: TrackState['delivery']) {
  let track = trackState({ delivery });
  let dueMs = noon.getTime();
  let refunds = 0;
  const attempts: ModelAttempt[] = [];
  const failures: TrackState['failures'][number][] = [];

  function put(status: AttemptState['status'], sideEffect: ModelAttempt['sideEffect'] = 'none'): void {
    const last = attempts.pop();
    if (last) attempts.push({ state: { ...last.state, status }, sideEffect });
  }

  function follow(decision: Decision, seen: Observation, now: Date): void {
    noteAttempt(decision, seen);
    if (decision.do === 'try-again' && decision.failure) failures.push(decision.failure.kind);
    if (decision.do === 'end' && decision.refund) refunds += 1;
    if (decision.do === 'complete') {
      expect(decision.clips.length).toBeGreaterThan(0);
      expect(decision.clips.every((clip) => clip.audio?.kind === 'stored')).toBe(true);
    }
    track = { ...track, ...changeOf(decision, track) };
    dueMs = dueAfter(decision, now)?.getTime() ?? dueMs;
  }

  function noteAttempt(decision: Decision, seen: Observation): void {
    switch (decision.do) {
      case 'start-attempt':
        if (decision.abandon) put('abandoned');
        if (seen.saw === 'turn') begin(seen.attemptId);
        return;
      case 'follow-task':
        return put('accepted');
      case 'search-again':
        return attempts.at(-1)?.state.status === 'sending' ? put('unknown') : undefined;
      case 'fetch':
      case 'complete':
        return put('finished');
      case 'try-again':
        return put(decision.failure ? 'failed' : 'abandoned', decision.failure?.sideEffect);
      case 'end':
        return decision.failure ? put('failed', decision.failure.sideEffect) : undefined;
      default:
    }
  }

  function begin(id: string): void {
    const state = attemptState('sending', { id, number: attempts.length + 1 });
    attempts.push({ state, sideEffect: 'none' });
  }

  return {
    follow,
    dueAt: () => dueMs,
    refunded: () => refunds === 1,
    state: (): TrackState => ({ ...track, attempt: attempts.at(-1)?.state ?? null, failures }),
    /** The observation with the ids that this track's attempts have. */
    aimed(seen: Observation): Observation {
      if (seen.saw === 'turn') return { ...seen, attemptId: `attempt-${attempts.length + 1}` };
      return seen.saw === 'outcome' ? { ...seen, attemptId: `attempt-${attempts.length}` } : seen;
    },
    check: () => check({ attempts, failures, refunds, track }),
  };
}

interface Model {
  readonly attempts: readonly ModelAttempt[];
  readonly failures: readonly string[];
  readonly refunds: number;
  readonly track: TrackState;
}

/** The rules that hold after every step. */
function check({ attempts, failures, refunds, track }: Model): void {
  const live = attempts.filter(({ state }) => ['sending', 'accepted', 'unknown'].includes(state.status));
  expect(live.length, 'two live attempts').toBeLessThanOrEqual(1);
  const allowed = attempts
    .slice(0, -1)
    .every(
      ({ state, sideEffect }) =>
        (state.status === 'abandoned' && track.delivery?.repeatable === true) ||
        (state.status === 'failed' && sideEffect !== 'unknown'),
    );
  expect(allowed, 'an attempt after one that may still bring a song').toBe(true);
  expect(failures.filter((kind) => kind === 'network').length).toBeLessThanOrEqual(5);
  const faults = failures.filter((kind) => ['upstream-fault', 'bad-response', 'aborted'].includes(kind));
  expect(faults.length).toBeLessThanOrEqual(3);
  expect(refunds).toBeLessThanOrEqual(isTerminal(track.status) ? 1 : 0);
  if (track.status === 'failed') expect(refunds).toBe(1);
}

/** What a decision changes in the track's own row. */
function changeOf(decision: Decision, track: TrackState): Partial<TrackState> {
  switch (decision.do) {
    case 'start-attempt': {
      const isInline = track.delivery?.shape === 'inline';
      return { deadlineAt: decision.deadlineAt, ...(isInline && { status: 'processing' as const }) };
    }
    case 'follow-task':
      return { status: 'processing', step: 'poll', deadlineAt: decision.deadlineAt, pollCount: 0 };
    case 'look-again':
      return { pollCount: track.pollCount + 1 };
    case 'search-again':
      return { step: 'reconcile', pollCount: track.pollCount + 1 };
    case 'fetch':
      return { status: 'processing', step: 'ingest', deadlineAt: decision.deadlineAt };
    case 'try-again':
      return { step: 'submit' };
    case 'complete':
      return { status: 'completed', step: null };
    case 'end':
      return { status: decision.status, step: null };
    default:
      return {};
  }
}

/** The lease of the harness: when a process dies, the next turn comes this much later. */
const leaseMs = 10_000;

/** When the track is due again; null when a decision leaves that as it is. */
function dueAfter(decision: Decision, now: Date): Date | null {
  switch (decision.do) {
    case 'start-attempt':
      return new Date(now.getTime() + leaseMs);
    case 'follow-task':
      return decision.lookAt;
    case 'fetch':
      return now;
    case 'look-again':
    case 'search-again':
    case 'fetch-again':
    case 'postpone':
    case 'try-again':
      return decision.at;
    default:
      return null;
  }
}
