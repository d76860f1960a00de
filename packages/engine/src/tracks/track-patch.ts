import type { Schema } from '@impresario/database';
import type { Updateable } from 'kysely';
import type { Writing } from './apply.ts';
import type { TrackState } from './track-state.ts';

type Patch = Updateable<Schema['tracks']>;

const released = { lease_until: null } satisfies Patch;
const finished = {
  step: null,
  due_at: null,
  lease_until: null,
  stage: null,
  estimated_completion_at: null,
} satisfies Patch;

/** The columns of a track's own row that a decision changes. */
export function trackPatch({ track, decision, seen, now }: Writing): Patch {
  switch (decision.do) {
    case 'nothing':
    case 'note-task':
    case 'note-late-result':
      return {};
    case 'look-soon':
      return { due_at: now, hinted_at: now };
    case 'start-attempt':
      return startPatch(track, decision.deadlineAt, now);
    case 'show-progress':
      return {
        progress: Math.max(track.progress ?? 0, decision.progress.fraction),
        stage: decision.progress.stage,
        estimated_completion_at: estimate(track, decision.progress.fraction, now),
      };
    case 'follow-task':
      return {
        ...released,
        status: 'processing',
        step: 'poll',
        stage: 'Being made',
        started_at: track.startedAt ?? now,
        task_id: decision.handle.taskId,
        due_at: decision.lookAt,
        deadline_at: decision.deadlineAt,
        poll_count: 0,
        hinted_at: null,
      };
    case 'look-again': {
      const { at, progress } = decision;
      const further = progress !== null && progress > (track.progress ?? 0) ? { progress } : {};
      // That the provider keeps us informed is worth knowing: it need not be asked so often.
      const heard = seen.saw === 'callback' ? { hinted_at: now } : {};
      return { ...released, ...further, ...heard, due_at: at, poll_count: track.pollCount + 1 };
    }
    case 'search-again':
      return { ...released, step: 'reconcile', due_at: decision.at, poll_count: track.pollCount + 1 };
    case 'fetch':
      return {
        // Whoever is looking at the task meanwhile learns that it has been overtaken.
        ...(seen.saw === 'callback' && released),
        status: 'processing',
        step: 'ingest',
        stage: 'Storing the files',
        due_at: now,
        deadline_at: decision.deadlineAt,
        // A second fetch goes on counting its tries.
        ...(track.step === 'ingest' || track.attempt?.status === 'finished' ? {} : { poll_count: 0 }),
      };
    case 'fetch-again':
      return { ...released, due_at: decision.at, poll_count: track.pollCount + 1 };
    case 'ask-addresses':
      return { ...released, step: 'poll', due_at: decision.at, poll_count: 0 };
    case 'postpone':
      return { ...released, due_at: decision.at };
    case 'complete':
      return {
        ...finished,
        status: 'completed',
        progress: 1,
        completed_at: now,
        ...(decision.result && { result: JSON.stringify(decision.result) }),
      };
    case 'complete-short':
      return {
        ...finished,
        status: 'completed',
        progress: 1,
        completed_at: now,
        warnings: JSON.stringify([...track.warnings, decision.warning]),
      };
    case 'next-variant':
      return {
        ...released,
        step: 'submit',
        stage: 'Making the next version',
        due_at: now,
        deadline_at: decision.deadlineAt,
        progress: (track.variants.made + 1) / track.variants.wanted,
        poll_count: 0,
      };
    case 'try-again':
      return {
        ...released,
        step: 'submit',
        stage: 'Waiting to try again',
        due_at: decision.at,
        task_id: null,
        poll_count: 0,
      };
    case 'end':
      return {
        ...finished,
        status: decision.status,
        error: JSON.stringify(decision.error),
        completed_at: now,
      };
  }
}

/** An inline provider works from now on; one with tasks only once it has accepted. */
function startPatch(track: TrackState, deadlineAt: Date, now: Date): Patch {
  const deadline = { deadline_at: deadlineAt };
  if (track.delivery?.shape !== 'inline') return { ...deadline, stage: 'Asking the provider' };
  return {
    ...deadline,
    status: 'processing',
    stage: 'Starting',
    started_at: track.startedAt ?? now,
    progress: track.progress ?? 0,
  };
}

const enoughToTell = 0.05;

/** When it will be ready at the pace so far; null while too little is done to tell. */
function estimate(track: TrackState, fraction: number, now: Date): Date | null {
  if (!track.startedAt || fraction < enoughToTell) return null;
  const elapsedMs = now.getTime() - track.startedAt.getTime();
  return new Date(now.getTime() + (elapsedMs * (1 - fraction)) / fraction);
}
