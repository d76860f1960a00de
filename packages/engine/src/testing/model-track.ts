import { isSongOperation, isTerminal } from '@impresario/protocol';
import { expect } from 'vitest';
import { filesOf, withFiles, type StagedClip } from '../assets/staged-clip.ts';
import type { Decision } from '../tracks/decision.ts';
import type { Observation } from '../tracks/observation.ts';
import type { AttemptState, TrackState } from '../tracks/track-state.ts';
import { attemptState, noon, storedClip, trackState } from './track-states.ts';

interface ModelAttempt {
  readonly state: AttemptState;
  readonly sideEffect: 'none' | 'accepted' | 'unknown';
}

/** The attempts of a model track, the newest last. */
function createModelAttempts() {
  const attempts: ModelAttempt[] = [];

  function put(
    status: AttemptState['status'],
    { sideEffect = 'none', ...change }: Partial<ModelAttempt> & Partial<AttemptState> = {},
  ): void {
    const last = attempts.pop();
    if (last) attempts.push({ state: { ...last.state, ...change, status }, sideEffect });
  }

  function note(decision: Decision, seen: Observation): void {
    switch (decision.do) {
      case 'start-attempt':
        if (decision.abandon) put('abandoned');
        if (seen.saw === 'turn') begin(seen.attemptId);
        return;
      case 'follow-task':
      case 'note-task':
      case 'note-late-result':
        return put('accepted', { handle: decision.handle });
      case 'fetch-again':
      case 'ask-addresses':
        return put('finished', { clips: decision.clips });
      case 'search-again':
        return attempts.at(-1)?.state.status === 'sending' ? put('unknown') : undefined;
      case 'fetch':
      case 'complete':
        return put('finished', { clips: decision.clips });
      case 'try-again': {
        const { failure } = decision;
        return failure ? put('failed', { sideEffect: failure.sideEffect }) : put('abandoned');
      }
      case 'end':
        return decision.failure ? put('failed', { sideEffect: decision.failure.sideEffect }) : undefined;
      default:
    }
  }

  function begin(id: string): void {
    const state = attemptState('sending', { id, number: attempts.length + 1 });
    attempts.push({ state, sideEffect: 'none' });
  }

  return { attempts, note };
}

/** A track in memory that does what decisions say, as the database would, and remembers every attempt. */
export function createModelTrack(change: Pick<TrackState, 'delivery'> & Partial<TrackState>) {
  let track = trackState(change);
  let dueMs = noon.getTime();
  let refunds = 0;
  const { attempts, note } = createModelAttempts();
  const failures: TrackState['failures'][number][] = [];

  function follow(decision: Decision, seen: Observation, now: Date): void {
    note(decision, seen);
    if (decision.do === 'try-again' && decision.failure && !decision.duringOutage) {
      failures.push(decision.failure.kind);
    }
    if (decision.do === 'end' && decision.refund) refunds += 1;
    if (decision.do === 'complete') checkMade(track, decision);
    track = { ...track, ...changeOf(decision, track, seen, now) };
    dueMs = dueAfter(decision, now)?.getTime() ?? dueMs;
  }

  return {
    follow,
    dueAt: () => dueMs,
    refunded: () => refunds === 1,
    /** `weather` is what else is so at the moment, at the provider and around it. */
    state: (weather: Partial<TrackState> = {}): TrackState => ({
      ...track,
      ...weather,
      attempt: attempts.at(-1)?.state ?? null,
      failures,
    }),
    /** The observation with the ids that this track's attempts have, and the files that they fetch. */
    aimed(seen: Observation): Observation {
      const clips = attempts.at(-1)?.state.clips ?? [];
      if (seen.saw === 'files') return { saw: 'files', clips: clips.map(fetched) };
      if (seen.saw === 'files-missing') return { ...seen, clips };
      if (seen.saw === 'turn') return { ...seen, attemptId: `attempt-${attempts.length + 1}` };
      return 'attemptId' in seen ? { ...seen, attemptId: `attempt-${attempts.length}` } : seen;
    },
    check: () => check({ attempts, failures, refunds, track }),
  };
}

function fetched(clip: StagedClip): StagedClip {
  return withFiles(clip, () => storedClip().audio);
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

/** What completes a row is what was asked of it, all of it in our store. */
function checkMade(
  { operation }: TrackState,
  { clips, result }: Extract<Decision, { do: 'complete' }>,
): void {
  const files = clips.flatMap((clip) => filesOf(clip));
  expect(files.every(({ file }) => file.kind === 'stored')).toBe(true);
  const kinds = new Set(files.map(({ kind }) => kind));
  if (isSongOperation(operation)) {
    expect(clips.length).toBeGreaterThan(0);
    expect(clips.every(({ audio }) => audio !== null)).toBe(true);
  } else if (operation === 'wav') {
    expect([...kinds]).toEqual(['wav']);
  } else {
    expect(result).not.toBeNull();
    expect(kinds.size).toBe(0);
  }
}

/** What a decision changes in the track's own row. */
function changeOf(decision: Decision, track: TrackState, seen: Observation, now: Date): Partial<TrackState> {
  switch (decision.do) {
    case 'start-attempt': {
      const isInline = track.delivery?.shape === 'inline';
      return { deadlineAt: decision.deadlineAt, ...(isInline && { status: 'processing' as const }) };
    }
    case 'follow-task':
      return {
        status: 'processing',
        step: 'poll',
        deadlineAt: decision.deadlineAt,
        pollCount: 0,
        hintedAt: null,
      };
    case 'look-soon':
      return { hintedAt: now };
    case 'look-again':
      return { pollCount: track.pollCount + 1, ...(seen.saw === 'callback' && { hintedAt: now }) };
    case 'fetch-again':
      return { pollCount: track.pollCount + 1 };
    case 'ask-addresses':
      return { step: 'poll', pollCount: 0 };
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
    case 'look-soon':
      return now;
    case 'ask-addresses':
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
