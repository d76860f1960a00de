import { text } from './gateway.ts';
import { needs } from './music-rules.ts';
import type { SideKind, SideTask } from './side-task.ts';
import { writeLyrics, writeTitle } from './songwriter.ts';

/** The pages speak of 200 words and of 200 characters; the milder of the two is kept here. */
const wordsMax = 200;

function variants(task: SideTask) {
  return ([0, 1] as const).map((variant) => ({
    text: writeLyrics(task.prompt, variant),
    title: `${writeTitle(task.prompt)}${variant === 0 ? '' : ' (Reprise)'}`,
    status: 'complete',
    errorMessage: '',
  }));
}

/** `POST /api/v1/lyrics`. Two variants are documented; its callback says `taskId`, not `task_id`. */
export const lyrics: SideKind = {
  name: 'lyrics',
  path: '/api/v1/lyrics',
  submitPath: '/api/v1/lyrics',
  realisticMs: 10_000,
  statuses: {
    pending: 'PENDING',
    done: 'SUCCESS',
    failed: 'GENERATE_LYRICS_FAILED',
    createFailed: 'CREATE_TASK_FAILED',
    moderated: 'SENSITIVE_WORD_ERROR',
  },
  statusField: 'status',
  price: () => 0.4,
  check: (_, body) =>
    needs(body, 'prompt') ??
    (text(body['prompt']).trim().split(/\s+/).length > wordsMax
      ? { reason: 'too-long', message: `prompt too long: at most ${wordsMax} words` }
      : null),
  record: (_, task, withResult) => ({
    taskId: task.id,
    param: JSON.stringify(task.body),
    response: withResult ? { taskId: task.id, data: variants(task) } : null,
    type: 'LYRICS',
  }),
  callback: (_, task, code) => ({
    code,
    msg: code === 200 ? 'All generated successfully.' : 'Lyrics generation failed',
    data: {
      callbackType: code === 200 ? 'complete' : 'error',
      taskId: task.id,
      data: code === 200 ? variants(task) : null,
    },
  }),
};
