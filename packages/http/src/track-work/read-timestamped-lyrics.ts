import { givenId, operationSchema, type OperationResource } from '@impresario/protocol';
import { z } from 'zod';
import type { Call } from '../operation.ts';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { inTime } from '../tracks/started-reply.ts';
import { trackParams } from '../tracks/track-params.ts';
import { admissionProblems } from '../tracks/admission-docs.ts';
import { operatedAnswer } from './operate.ts';

const WAIT_SECONDS = 30;
const LOOK_AGAIN_SECONDS = 5;
/** A provider that failed once may know the words the next time; after this many failures the last one stays. */
const TRIES_MAX = 5;

const query = z.object({
  versionId: givenId().optional().describe('The primary version when not given.'),
});
const wordsSchema = z.object({
  words: z.array(z.object({ text: z.string(), startSeconds: z.number(), endSeconds: z.number() })),
});

type LyricsCall = Call<z.output<typeof trackParams>, z.output<typeof query>, undefined>;

export const readTimestampedLyrics = operation({
  id: 'readTimestampedLyrics',
  method: 'get',
  path: '/v1/tracks/{id}/timestamped-lyrics',
  tag: 'Operations',
  summary: 'Read when each word is sung',
  description: 'The provider is asked once for each version; the reply waits for it up to 30 s.',
  access: 'user',
  params: trackParams,
  query,
  replies: {
    200: { description: 'The words, in order.', content: { 'application/json': wordsSchema } },
    202: {
      description: 'Not known yet: ask again after `Retry-After`, or follow the operation.',
      content: { 'application/json': operationSchema },
    },
  },
  problems: [...admissionProblems, 'processing_timeout'],
  handle: (call) => askFor(call, 1),
});

async function askFor(call: LyricsCall, tryCount: number): Promise<Response | Refusal> {
  const { caller, params, query, services } = call;
  const { versionId } = query;
  // The key is ours, so that everybody who asks for the same words gets the same operation.
  const idempotencyKey = `timestamped-lyrics:${params.id}:${versionId ?? 'primary'}:${tryCount}`;
  const operated = await services.engine.operate({
    caller,
    ask: { operation: 'timestamped-lyrics', trackId: params.id, body: versionId ? { versionId } : {} },
    idempotencyKey,
  });
  if (operated.kind !== 'admitted') return operatedAnswer(call, operated, 'operation', '?versionId');
  const { engine } = services;
  const seen = await inTime(call, WAIT_SECONDS, (signal) =>
    engine.waitForOperation(caller.userId, operated.trackId, signal),
  );
  if (!seen) return refuse('not_found', 'There is no track with this id.');
  const isWorthAnother = seen.status === 'failed' && seen.error?.retryable === true && operated.replayed;
  if (isWorthAnother && tryCount < TRIES_MAX) return askFor(call, tryCount + 1);
  return answerOf(call, seen, rateLimitHeaders(operated.quotas, 'minute', services.clock.now()));
}

function answerOf(
  { c }: LyricsCall,
  seen: OperationResource,
  headers: Readonly<Record<string, string>>,
): Response | Refusal {
  const { status, result, error } = seen;
  const retryAfter = { 'retry-after': String(LOOK_AGAIN_SECONDS) };
  if (status === 'completed') {
    return jsonReply(c, 200, { words: result?.kind === 'timed-lyrics' ? result.words : [] }, headers);
  }
  if (status === 'pending' || status === 'processing') {
    const location = `/v1/operations/${seen.id}`;
    return jsonReply(c, 202, seen, { location, ...headers, ...retryAfter });
  }
  const detail = error?.message ?? 'The words could not be found.';
  if (error?.code === 'PROCESSING_TIMEOUT') return refuse('processing_timeout', detail);
  if (!error?.retryable) return refuse('unsupported_operation', detail);
  return refuse('provider_unavailable', detail, {
    extra: { retryAfter: LOOK_AGAIN_SECONDS },
    headers: retryAfter,
  });
}
