import type { Failure, Snapshot } from '@impresario/provider';
import { stagedAsIs } from '../assets/staged-as-is.ts';
import type { StagedClip } from '../assets/staged-clip.ts';
import type { AttemptState, TrackState } from '../tracks/track-state.ts';
import { clip } from './puppet-provider.ts';

export const noon = new Date('2026-03-01T12:00:00.000Z');

export function after(ms: number): Date {
  return new Date(noon.getTime() + ms);
}

/** A waiting track of a provider with tasks, changed as a test wants. */
export function trackState(change: Partial<TrackState> = {}): TrackState {
  return {
    id: 'track',
    operation: 'generate',
    status: 'pending',
    step: 'submit',
    pollCount: 0,
    progress: null,
    stage: null,
    startedAt: null,
    hintedAt: null,
    queueDeadlineAt: after(600_000),
    deadlineAt: after(1_200_000),
    attempt: null,
    failures: [],
    delivery: taskDelivery,
    variants: { wanted: 1, made: 0 },
    warnings: [],
    isProviderDown: false,
    submitAt: null,
    ...change,
  };
}

export const taskDelivery = {
  shape: 'task',
  repeatable: false,
  cancellable: true,
  callbacks: 'hint',
  outputLifetimeSeconds: null,
} as const;
export const inlineDelivery = { ...taskDelivery, shape: 'inline' } as const;
export const localDelivery = { ...inlineDelivery, repeatable: true } as const;

export function attemptState(
  status: AttemptState['status'],
  change: Partial<AttemptState> = {},
): AttemptState {
  const handle = status === 'accepted' ? { taskId: 'task', data: {} } : null;
  return { id: 'attempt', number: 1, status, correlation: 'secret', handle, clips: null, ...change };
}

export function failure(kind: Failure['kind'], change: Partial<Failure> = {}): Failure {
  return {
    kind,
    phase: 'submit',
    message: 'It failed.',
    sideEffect: 'none',
    retryable: true,
    canFailOver: false,
    ...change,
  };
}

export function remoteClip(variantIndex = 0): StagedClip {
  return stagedAsIs(remoteSong(variantIndex));
}

export function remoteSong(variantIndex = 0) {
  const audio = { kind: 'url', url: `https://far.example/${variantIndex}.mp3` } as const;
  return clip({ variantIndex, audio });
}

export function storedClip(variantIndex = 0): StagedClip {
  const key = `tracks/t/${variantIndex}/audio.mp3`;
  const audio = {
    kind: 'stored',
    key,
    mimeType: 'audio/mpeg',
    bytes: 10,
    sha256: 'ab',
    durationSeconds: 2,
  } as const;
  return { ...remoteClip(variantIndex), audio };
}

export function look(snapshot: Partial<Snapshot> & { readonly state: Snapshot['state'] }) {
  const whole = { raw: snapshot.state, progress: null, clips: [], ...snapshot } as Snapshot;
  return { saw: 'look', outcome: { kind: 'seen', snapshot: whole }, began: null } as const;
}
