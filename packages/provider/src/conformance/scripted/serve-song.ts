import { makeMp3, makePng, makeWav } from './make-audio.ts';
import type { CallbackPost } from './post-callbacks.ts';
import type { SeenRequest, SongTask } from './script.ts';
import { clipCount, currentStep, shapeSong, songLength } from './shape-song.ts';
import type { UpstreamState } from './start-scripted-upstream.ts';

export interface Reply {
  readonly status: number;
  readonly mimeType: string;
  readonly body: string | Uint8Array;
}

/** Does what a well-behaved far end does with one request. */
export async function serveSong(
  state: UpstreamState,
  callbacks: CallbackPost,
  seen: SeenRequest,
): Promise<Reply> {
  if (seen.call === 'download') return serveFile(state, seen.path);
  if (seen.headers['authorization'] !== `Bearer ${state.apiKey}`) {
    return json(401, { error: { code: 'unauthorized', message: 'The key is wrong.' } });
  }
  switch (seen.call) {
    case 'submit': {
      const task = startTask(state, seen);
      await callbacks.follow(task);
      return json(200, { taskId: task.taskId });
    }
    case 'inline':
      return json(200, { clips: renderClips(startTask(state, seen)) });
    case 'poll':
      return lookAt(state, seen.path.slice('/songs/'.length));
    case 'find': {
      const wanted = new URL(seen.path, state.baseUrl).searchParams.get('correlation');
      const task = state.tasks.find(({ correlation }) => correlation === wanted);
      return json(200, { taskId: task?.taskId ?? null });
    }
    case 'cancel': {
      const task = findTask(state, seen.path.split('/')[2]);
      const stopped = task !== undefined && !['succeeded', 'failed'].includes(currentStep(task).status);
      if (task && stopped) task.canceled = true;
      return json(task ? 200 : 404, { stopped });
    }
  }
}

function startTask(state: UpstreamState, seen: SeenRequest): SongTask {
  state.taskCount += 1;
  const body = seen.body ?? {};
  const task: SongTask = {
    taskId: `task-${state.taskCount}`,
    correlation: typeof body['correlation'] === 'string' ? body['correlation'] : null,
    callbackUrl: typeof body['callbackUrl'] === 'string' ? body['callbackUrl'] : null,
    body,
    script: state.script,
    lookCount: 0,
    pinned: null,
    canceled: false,
  };
  state.tasks.push(task);
  return task;
}

function lookAt(state: UpstreamState, taskId: string): Reply {
  const task = findTask(state, taskId);
  if (!task) return json(404, { error: { code: 'unknown_task', message: 'There is no such task.' } });
  task.lookCount += 1;
  return json(200, shapeSong(task, currentStep(task), state.baseUrl));
}

function renderClips(task: SongTask): object[] {
  const mimeType = task.script.audio === 'mp3' ? 'audio/mpeg' : 'audio/wav';
  return Array.from({ length: clipCount(task) }, (_, index) => ({
    id: `${task.taskId}-${index}`,
    title: typeof task.body['title'] === 'string' ? task.body['title'] : `Song ${index + 1}`,
    durationSeconds: songLength(task),
    mimeType,
    audio: Buffer.from(makeSound(task, index, task.script.audio)).toString('base64'),
  }));
}

function serveFile(state: UpstreamState, path: string): Reply {
  const match = /^\/files\/(task-\d+)-(\d+)(?:-stream)?\.(mp3|wav|png)$/.exec(path);
  const task = findTask(state, match?.[1]);
  if (!match || !task) return json(404, { error: { code: 'no_file', message: 'There is no such file.' } });
  const index = Number(match[2]);
  if (match[3] === 'png') {
    return { status: 200, mimeType: 'image/png', body: makePng(90 + index * 40, 60, 140) };
  }
  const kind = match[3] === 'wav' ? 'wav' : 'mp3';
  const mimeType = kind === 'mp3' ? 'audio/mpeg' : 'audio/wav';
  return { status: 200, mimeType, body: makeSound(task, index, kind) };
}

function makeSound(task: SongTask, index: number, kind: 'mp3' | 'wav'): Uint8Array {
  if (kind === 'mp3') return makeMp3(songLength(task), `${task.taskId}-${index}`);
  const number = Number(task.taskId.split('-')[1]);
  return makeWav(songLength(task), 220 + (number % 40) * 11 + index * 5);
}

function findTask(state: UpstreamState, taskId: string | undefined): SongTask | undefined {
  return state.tasks.find((task) => task.taskId === taskId);
}

function json(status: number, body: unknown): Reply {
  return { status, mimeType: 'application/json', body: JSON.stringify(body) };
}
