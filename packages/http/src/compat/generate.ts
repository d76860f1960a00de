import type { Admission } from '@impresario/engine';
import { z } from 'zod';
import { operation, type Call, type Operation, type ReplyDoc } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import { isRefusal, refuse, type Refusal } from '../replies/refusal.ts';
import { readIdempotencyKey } from '../requests/idempotency-key.ts';
import { admissionRefusal } from '../tracks/admission-refusal.ts';
import { admissionHeaders, admissionProblems } from '../tracks/admission-docs.ts';
import { noSuchTrack } from '../tracks/change-answer.ts';
import { inTime } from '../tracks/started-reply.ts';
import { compatBodySchema, readCompatBody } from './compat-body.ts';
import { compatFaultSchema, compatProblems } from './compat-problems.ts';
import { waitForTask } from './wait-for-task.ts';

const WAIT_SECONDS = 30;

const startedSchema = z.object({
  success: z.literal(true),
  trackId: z.uuid(),
  taskId: z.string().describe("The provider's own; the track's id where the provider has none."),
  message: z.string(),
});

type AnyCall = Call<unknown, unknown, unknown>;
type Admitted = Extract<Admission, { kind: 'admitted' }>;

const fault = (description: string): ReplyDoc => ({
  description,
  content: { 'application/json': compatFaultSchema },
});

/** `generate-suno` and its kind: the endpoints of the original design, unchanged for its clients. */
export function generate(provider: string, label: string): Operation {
  return operation({
    id: `generate${label}`,
    method: 'post',
    path: `/functions/v1/generate-${provider}`,
    tag: 'Original endpoints',
    summary: `Make a track with ${label}`,
    description:
      'For clients of the original design; new ones use `POST /v1/tracks`. The body is flat, in either spelling, ' +
      'weights from 0 to 1 or to 100. The reply comes once the provider has the task, after at most 30 s.',
    access: 'user',
    headers: admissionHeaders.pick({ 'Idempotency-Key': true }),
    body: { schema: compatBodySchema, example: { prompt: 'warm lo-fi piano', tags: 'lo-fi, warm' } },
    replies: {
      200: { description: 'Started.', content: { 'application/json': startedSchema } },
      400: fault('`error` and `details`, each with `path` and `message`.'),
      401: fault('`error`.'),
      402: fault('`errorCode` is `INSUFFICIENT_CREDITS`.'),
      429: fault('With `resetAt`, `retryAfter` and `remaining`.'),
      500: fault("The provider refused: `errorCode` is the track's `error.code`."),
    },
    problems: admissionProblems,
    problemShape: compatProblems,
    handle: (call) => started(call, call.body, provider, label),
  });
}

async function started(
  call: AnyCall,
  sent: Readonly<Record<string, unknown>>,
  provider: string,
  label: string,
): Promise<Response | Refusal> {
  const { c, caller, services } = call;
  const body = readCompatBody(sent, provider);
  if (isRefusal(body)) return body;
  const read = readIdempotencyKey(c.req.header('idempotency-key'), body.idempotencyKey);
  if (isRefusal(read)) return read;
  const admission = await services.engine.admit({ caller, body, idempotencyKey: read.key });
  if (admission.kind === 'admitted') return startedAnswer(call, admission);
  if (admission.kind === 'unknown-provider') {
    return refuse('provider_unavailable', `${label} is not set up on this server.`);
  }
  return admissionRefusal(services, admission);
}

async function startedAnswer(
  call: AnyCall,
  { trackId, replayed, quotas }: Admitted,
): Promise<Response | Refusal> {
  const { c, caller, services } = call;
  const track = await inTime(call, WAIT_SECONDS, (signal) =>
    waitForTask(services, caller.userId, trackId, signal),
  );
  if (!track) return noSuchTrack();
  const headers = {
    ...rateLimitHeaders(quotas, 'minute', services.clock.now()),
    ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
  };
  if (track.error) {
    const { message, code } = track.error;
    return jsonReply(c, 500, { success: false, error: message, errorCode: code }, headers);
  }
  const taskId = track.taskId ?? trackId;
  const message = replayed ? 'Already processed' : 'Generation started successfully';
  return jsonReply(c, 200, { success: true, trackId, taskId, message }, headers);
}
