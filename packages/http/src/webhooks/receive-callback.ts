import { z } from 'zod';
import { operation } from '../operation.ts';
import { callbackAnswer, callbackProblems, callbackReplies } from './callback-answer.ts';

export const receiveCallback = operation({
  id: 'receiveCallback',
  method: 'post',
  path: '/webhooks/{provider}/{correlation}',
  tag: 'Callbacks',
  summary: 'Hear from a provider',
  description:
    'The address is told to the provider with each task and cannot be guessed. A signature that is sent has to be ' +
    'right; without one the body is a hint, and the task is read again before anything is done.',
  access: 'public',
  anyRate: true,
  // What is not of this shape was never an address of ours.
  params: z.object({
    provider: z.string().regex(/^[\w-]{1,40}$/),
    correlation: z.string().regex(/^[\w-]{1,128}$/),
  }),
  rawBody: { 'application/json': null },
  replies: callbackReplies,
  problems: ['payload_too_large'],
  problemShape: callbackProblems,
  handle: (call) => callbackAnswer(call, call.params.provider, call.params.correlation),
});
