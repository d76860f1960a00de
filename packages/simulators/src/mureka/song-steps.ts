import { faultOf } from '../shared/task-book.ts';
import type { Gateway } from './gateway.ts';
import type { SongTask } from './song-task.ts';

/** Ninety seconds are what resellers quote for a song; the other times are assumed. */
const queuedMs = 1000;
const runningMs = 7000;
const streamingMs = 30_000;
const songMs = 87_000;
const instrumentalMs = 55_000;
const reviewMs = 10_000;

/** preparing, queued, running, streaming when asked for, reviewing in China, and an end. */
export function runSong({ stage, options }: Gateway, task: SongTask): void {
  const { detail } = task;
  const madeMs = detail.poller === 'song' ? songMs : instrumentalMs;
  const slowMs = faultOf(task, 'slow')?.ms ?? 0;
  const at = (ms: number, action: () => void) => stage.later(stage.pace(ms), action);
  const show = (status: string) => () => {
    task.status = status;
  };
  at(queuedMs, show('queued'));
  at(runningMs, show('running'));
  if (detail.isStreamed) at(streamingMs, show('streaming'));
  if (faultOf(task, 'never-finishes')) return;
  const isReviewed = options.region === 'cn';
  if (isReviewed) stage.later(stage.pace(madeMs) + slowMs, show('reviewing'));
  stage.later(stage.pace(madeMs + (isReviewed ? reviewMs : 0)) + slowMs, () => {
    task.finishedAt = stage.world.now();
    task.status = endOf(task);
    stage.log(`${task.status} ${task.kind} ${task.id}`);
  });
}

/** The last status, and why: of a fault, 408 gives up, 499 is cancelled, anything else fails. */
function endOf(task: SongTask): string {
  const fault = faultOf(task, 'fail');
  if (faultOf(task, 'moderated')) task.detail.failedReason = 'content did not pass review';
  else if (!fault) return 'succeeded';
  else if (fault.code === 408) return 'timeouted';
  else if (fault.code === 499) return 'cancelled';
  else task.detail.failedReason = fault.word ?? 'internal error';
  return 'failed';
}
