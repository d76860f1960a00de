import { createHash } from 'node:crypto';
import { makeMp3 } from '@impresario/provider/conformance/scripted';
import type { Dice } from '@impresario/engine';
import type { Connections } from '../database/connections.ts';
import type { History } from '../scheduler/history.ts';
import { Violation, type Owner } from '../scheduler/operation.ts';
import type { Timers } from '../scheduler/timers.ts';
import type { Weather } from '../weather.ts';
import { contentLabel, isDeclaredFailed, type Job, type Stage } from './job.ts';
import { chooseFailure } from './failures.ts';

export const songSeconds = 3;

/** Every provider's own books: what was really begun, how far it is, and what its files contain. */
export interface FarEnd {
  readonly owner: Owner;
  readonly jobs: readonly Job[];
  readonly dice: Dice;
  /** Begins work for an attempt; breaks the run if that must never have been asked for. */
  begin(order: Order): Promise<Job>;
  /** A provider knows its own tasks only. */
  jobOf(provider: string, taskId: string): Job | undefined;
  jobByCorrelation(correlation: string): Job | undefined;
  cancel(job: Job): void;
  /** The true bytes of a file. */
  content(job: Pick<Job, 'taskId'>, variant: number, part: string): Uint8Array;
  contentHash(job: Pick<Job, 'taskId'>, variant: number, part: string): string;
  /** Who is told of each stage that a job reaches. */
  onStage: (job: Job, stage: Stage) => void;
}

export type Order = Omit<Job, 'taskId' | 'stage' | 'failure'> & {
  /** An inline provider is finished once it answers. */
  readonly isInline: boolean;
};

interface Parts {
  readonly dice: Dice;
  readonly timers: Timers;
  readonly history: History;
  readonly weather: Weather;
  readonly connections: Connections;
}

export function createFarEnd({ dice, timers, history, weather, connections }: Parts): FarEnd {
  const owner: Owner = { name: 'far', isAlive: true, isPaused: false };
  const jobs: Job[] = [];
  const files = new Map<string, Uint8Array>();

  async function begin({ isInline, ...order }: Order): Promise<Job> {
    await mustBeAsked(connections, jobs, order);
    const taskId = `task-${jobs.length + 1}`;
    const job: Job = { ...order, taskId, stage: isInline ? 'complete' : 'queued', failure: null };
    jobs.push(job);
    history.deed(`${order.provider} begins ${taskId} for track ${order.trackId}`);
    if (!isInline) plan(job);
    return job;
  }

  /** What will become of a job, and when. */
  function plan(job: Job): void {
    const isSlow = weather.rolls('slow task', dice);
    const totalMs = (isSlow ? 70 : 4) * 1_000 + dice.fraction() * 30_000;
    const fails = weather.rolls('task fails', dice);
    const at = (part: number, stage: Stage) =>
      timers.schedule(owner, `${job.taskId} ${stage}`, () => reach(job, stage), totalMs * part);
    at(0.3, 'text');
    if (fails) at(0.5, 'failed');
    else {
      at(0.6, 'first');
      at(1, 'complete');
    }
  }

  function reach(job: Job, stage: Stage): void {
    if (isDeclaredFailed(job)) return;
    job.stage = stage;
    if (stage === 'failed') job.failure = chooseFailure('task', dice);
    far.onStage(job, stage);
  }

  function content(job: Pick<Job, 'taskId'>, variant: number, part: string): Uint8Array {
    const label = contentLabel(job, variant, part);
    const known = files.get(label) ?? makeMp3(songSeconds, label);
    files.set(label, known);
    return known;
  }

  const far: FarEnd = {
    owner,
    jobs,
    dice,
    begin,
    jobOf: (provider, taskId) => jobs.find((job) => job.taskId === taskId && job.provider === provider),
    jobByCorrelation: (correlation) => jobs.find((job) => job.correlation === correlation),
    cancel(job) {
      if (job.stage !== 'complete' && job.stage !== 'failed') job.stage = 'cancelled';
    },
    content,
    contentHash: (...of) =>
      createHash('sha256')
        .update(content(...of))
        .digest('hex'),
    onStage: () => {},
  };
  return far;
}

/** GEN-2, GEN-3, I9, as the provider sees them: a written attempt, asked once, and nothing else still on for its track. */
async function mustBeAsked(
  { monitor }: Connections,
  jobs: readonly Job[],
  { correlation, trackId, provider }: Omit<Order, 'isInline'>,
): Promise<void> {
  if (jobs.some((job) => job.correlation === correlation)) {
    throw new Violation('I9', `the attempt of track ${trackId} began two jobs at ${provider}`);
  }
  const { rows } = await monitor.query<{ correlation: string; status: string; effect: string }>(
    `select correlation, status, failure ->> 'sideEffect' as effect from attempts where track_id = $1`,
    [trackId],
  );
  if (!rows.some((row) => row.correlation === correlation)) {
    throw new Violation('GEN-2', `${provider} was asked for track ${trackId} before its attempt was written`);
  }
  for (const earlier of jobs.filter((job) => job.trackId === trackId && !isDeclaredFailed(job))) {
    const noted = rows.find((row) => row.correlation === earlier.correlation);
    // A version that was delivered may be followed by the call for the next.
    if (noted?.status === 'finished') continue;
    throw new Violation(
      'I9',
      `track ${trackId} began a second job while ${earlier.taskId} was ${earlier.stage}`,
    );
  }
}
