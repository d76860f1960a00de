import { z } from 'zod';
import { operation } from '../operation.ts';
import { callbackAnswer, callbackProblems, callbackReplies } from '../webhooks/callback-answer.ts';

export const sunoCallback = operation({
  id: 'sunoCallback',
  method: 'post',
  path: '/functions/v1/suno-callback',
  tag: 'Callbacks',
  summary: 'Hear from Suno, at the address of the original design',
  description:
    'As `POST /webhooks/suno/{correlation}`, but the track is found by its task id. With a webhook secret set, a ' +
    'signature is needed here: `X-Suno-Signature`, and `X-Suno-Timestamp` when it is sent. Where `SUNO_CALLBACK_URL` is ' +
    'this address, the attempt’s `correlation` is appended as a query.',
  access: 'public',
  anyRate: true,
  query: z.object({
    correlation: z
      .string()
      .regex(/^[\w-]{1,128}$/)
      .optional(),
  }),
  rawBody: { 'application/json': null },
  replies: callbackReplies,
  problems: ['payload_too_large'],
  problemShape: callbackProblems,
  handle: (call) => callbackAnswer(call, 'suno', call.query.correlation ?? null),
});
