import { Hono } from 'hono';
import { answerUnder, type Work } from '../shared/answer.ts';
import type { Call, ServiceEnv } from '../shared/service.ts';
import { bodyOf, ok, refuse, text, type Gateway } from './gateway.ts';
import { complaintOf, sourceOf, type Body } from './music-rules.ts';
import { musicRecord } from './music-shapes.ts';
import { runMusic } from './music-steps.ts';
import { composeMusic, isMusic } from './music-task.ts';

/** Observed prices: twelve credits a call, for two tracks. The documents give none. */
const musicPrice = 12;

/** Last part of the path, and what the task is called in `operationType`. */
const calls = {
  '/api/v1/generate': 'generate',
  '/api/v1/generate/extend': 'extend',
  '/api/v1/generate/upload-cover': 'upload-cover',
  '/api/v1/generate/upload-extend': 'upload-extend',
  '/api/v1/generate/add-instrumental': 'add-instrumental',
  '/api/v1/generate/add-vocals': 'add-vocals',
  '/api/v1/generate/replace-section': 'replace-section',
} as const;

export function musicRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  for (const [path, kind] of Object.entries(calls))
    app.post(path, (call) => submitMusic(gateway, call, kind));
  app.get('/api/v1/generate/record-info', (call) => lookAtMusic(gateway, call));
  return app;
}

async function submitMusic(gateway: Gateway, call: Call, kind: string): Promise<Response> {
  const body = await bodyOf(call);
  if (!body) return refuse(gateway.dialect, 'not-json');
  const prompt = wordsOf(body);
  return answerUnder('submit', { ...gateway, call }, { prompt }, (work) => {
    const complaint = complaintOf(gateway, kind, body);
    if (complaint) return refuse(gateway.dialect, complaint.reason, complaint.message);
    const refused = refusedForNow(gateway, call, musicPrice);
    return refused ?? acceptMusic(gateway, work, kind, body, prompt);
  });
}

function acceptMusic(gateway: Gateway, work: Work, kind: string, body: Body, prompt: string): Response {
  const { id, detail } = composeMusic(gateway, kind, body, sourceOf(gateway, body));
  const callbackUrl = text(body['callBackUrl']) || null;
  const fresh = { id, kind, prompt, body, callbackUrl, price: musicPrice, status: 'PENDING', detail };
  work.accept(fresh, (task) => void runMusic(gateway, task));
  return ok({ taskId: id });
}

/** Twenty new requests in ten seconds a key are documented, and that the rest is refused, not queued. */
export function refusedForNow({ stage, dialect }: Gateway, call: Call, price: number): Response | null {
  const key = `submit ${call.req.header('authorization') ?? ''}`;
  if (!stage.windows.allow(key, 20, 10_000)) return refuse(dialect, 'too-frequent');
  return stage.creditsLeft < price ? refuse(dialect, 'no-credits') : null;
}

/** Everything a person may have typed, so that words for the simulator work in any of it. */
function wordsOf(body: Body): string {
  return ['prompt', 'lyrics', 'style', 'tags', 'title']
    .map((name) => text(body[name]))
    .filter((part) => part !== '')
    .join('\n');
}

/** Three looks a second a task are documented (old-docs.kie.ai); a task of another kind answers `data: null`. */
function lookAtMusic(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, dialect } = gateway;
  const taskId = call.req.query('taskId');
  const task = stage.tasks.get(taskId ?? '');
  return answerUnder('poll', { ...gateway, call }, { taskId, prompt: task?.prompt }, ({ fault }) => {
    if (!taskId) return refuse(dialect, 'invalid', 'taskId cannot be null');
    if (!stage.windows.allow(`look ${taskId}`, 3, 1000)) return refuse(dialect, 'too-frequent');
    if (!isMusic(task)) return ok(null);
    task.polls += 1;
    return ok(musicRecord(gateway, task, fault));
  });
}
