import { faultOf } from '../shared/task-book.ts';
import { wait } from '../shared/wait.ts';
import { baseResp, type BaseResp, type Gateway } from './refusal.ts';
import { extraInfo, failureOf, finish, hexOf, waitMs, type SongTask } from './song-task.ts';

const chunkCount = 6;
/** The first chunk took a quarter of the whole, or less. */
const firstShare = 0.25;

interface StreamRecord {
  readonly data: { readonly audio: string; readonly status: 1 | 2 } | null;
  readonly extra_info?: unknown;
  readonly base_resp: BaseResp;
}

/**
 * Server-sent events as the vendor's own programs read them: `data:` lines with the next hex digits, and a last one
 * with all of them again. It is made to its end even when nobody listens any more.
 */
export function streamSong(gateway: Gateway, task: SongTask): Response {
  let isOpen = true;
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (record: StreamRecord) => {
        const line = JSON.stringify({ ...record, trace_id: task.detail.traceId });
        if (isOpen) controller.enqueue(encoder.encode(`data: ${line}\n\n`));
      };
      playSong(gateway, task, send).then(
        () => isOpen && controller.close(),
        (error: unknown) => isOpen && controller.error(error),
      );
    },
    cancel() {
      isOpen = false;
    },
  });
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'trace-id': task.detail.traceId };
  return new Response(stream, { headers });
}

async function playSong(
  { stage }: Gateway,
  task: SongTask,
  send: (record: StreamRecord) => void,
): Promise<void> {
  const fine = baseResp(stage.world, 0, '');
  const failure = failureOf(task);
  await wait(stage, waitMs(stage, task, firstShare));
  const hex = faultOf(task, 'success-without-audio') ? '' : await hexOf(stage, task);
  for (const [index, audio] of cutHex(hex).entries()) {
    if (index > 0) await wait(stage, waitMs(stage, task, (1 - firstShare) / (chunkCount - 1)));
    if (faultOf(task, 'never-finishes') && index > 0) await new Promise<never>(() => undefined);
    if (failure !== null && index === chunkCount / 2) {
      finish(stage, task);
      return send({ data: null, base_resp: baseResp(stage.world, failure) });
    }
    send({ data: { audio, status: 1 }, extra_info: null, base_resp: fine });
  }
  finish(stage, task);
  if (faultOf(task, 'stream-ends-early') || faultOf(task, 'unfinished')) return;
  send({
    data: { audio: hex, status: 2 },
    extra_info: await extraInfo(stage, task),
    base_resp: baseResp(stage.world, 0, 'success'),
  });
}

/** Pieces of whole bytes. */
function cutHex(hex: string): string[] {
  const length = 2 * Math.ceil(hex.length / 2 / chunkCount);
  return Array.from({ length: chunkCount }, (_, index) => hex.slice(index * length, (index + 1) * length));
}
