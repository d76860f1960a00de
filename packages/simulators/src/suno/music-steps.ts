import { faultOf } from '../shared/task-book.ts';
import type { Gateway } from './gateway.ts';
import { isReachable } from './reach.ts';
import { musicCallback, musicFailureCallback } from './music-shapes.ts';
import type { MusicTask } from './music-task.ts';

/** A stream is documented after 30 to 40 s, a download after 2 to 3 minutes; the first of the two is assumed. */
const textMs = 35_000;
const firstMs = 120_000;
const completeMs = 150_000;

/** Takes a music task through its statuses: PENDING, TEXT_SUCCESS, FIRST_SUCCESS, SUCCESS, or a failure. */
export async function runMusic(gateway: Gateway, task: MusicTask): Promise<void> {
  const { stage } = gateway;
  const { uploadUrl } = task.body as { uploadUrl?: unknown };
  if (typeof uploadUrl === 'string' && !(await isReachable(stage, uploadUrl)))
    return fail(gateway, task, 'GENERATE_AUDIO_FAILED', 451, 'Failed to download the source file.');
  const slowMs = faultOf(task, 'slow')?.ms ?? 0;
  stage.later(stage.pace(textMs), () => {
    if (faultOf(task, 'moderated')) return moderate(gateway, task);
    task.status = 'TEXT_SUCCESS';
    task.detail.written = true;
    stage.callbacks.send(task, 'text', musicCallback(gateway, task, 'text'));
    if (faultOf(task, 'never-finishes')) return;
    stage.later(stage.pace(firstMs - textMs) + slowMs, () => {
      if (faultOf(task, 'fail')) return failAsAsked(gateway, task);
      task.status = 'FIRST_SUCCESS';
      task.detail.finished = 1;
      stage.callbacks.send(task, 'first', musicCallback(gateway, task, 'first'));
      stage.later(stage.pace(completeMs - firstMs), () => complete(gateway, task));
    });
  });
}

function complete(gateway: Gateway, task: MusicTask): void {
  const { stage } = gateway;
  task.detail.finished = task.detail.tracks.length;
  task.finishedAt = stage.world.now();
  task.status = faultOf(task, 'callback-exception') ? 'CALLBACK_EXCEPTION' : 'SUCCESS';
  stage.log(`finished ${task.kind} ${task.id}`);
  if (task.status === 'SUCCESS')
    stage.callbacks.send(task, 'complete', musicCallback(gateway, task, 'complete'));
}

function moderate(gateway: Gateway, task: MusicTask): void {
  fail(gateway, task, 'SENSITIVE_WORD_ERROR', 400, 'Your lyrics contain a blocked term');
}

/** 408 and 500 fail before there is audio; 531 is the only code that promises the credits back. */
function failAsAsked(gateway: Gateway, task: MusicTask): void {
  const code = faultOf(task, 'fail')?.code ?? 501;
  const messages: Readonly<Record<number, string>> = {
    400: 'Music generation failed',
    408: 'timeout',
    413: 'The uploaded audio matches an existing work.',
    451: 'Failed to download the source file.',
    500: 'Internal error, please try again later.',
    501: 'Audio generation failed.',
    531: 'Generation failed, credits refunded. Please try again.',
  };
  if (code === 531) gateway.stage.creditsLeft += task.billed;
  const status = code === 408 ? 'CREATE_TASK_FAILED' : 'GENERATE_AUDIO_FAILED';
  fail(gateway, task, status, code, messages[code] ?? 'Generation failed.');
}

function fail(gateway: Gateway, task: MusicTask, status: string, code: number, message: string): void {
  const { stage } = gateway;
  task.status = status;
  task.detail.failure = { code, message };
  task.finishedAt = stage.world.now();
  stage.log(`failed ${task.kind} ${task.id}: ${status} ${code}`);
  stage.callbacks.send(task, 'error', musicFailureCallback(gateway, task, code, message));
}
