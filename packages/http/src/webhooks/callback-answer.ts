import type { CallbackReceipt } from '@impresario/engine';
import { problemStatus } from '@impresario/protocol';
import { z } from 'zod';
import type { Call, Operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import type { ProblemShape } from '../replies/problem-shape.ts';
import { isRefusal, type Refusal } from '../replies/refusal.ts';
import { readBytes } from '../requests/read-bytes.ts';

/** The largest callback that is taken (CAL-3). */
const CALLBACK_BYTES_MAX = 5 * 1024 * 1024;

const faultSchema = z.object({ ok: z.literal(false), error: z.string() });

/** What providers get in place of a problem. */
export const callbackProblems: ProblemShape = {
  mediaType: 'application/json',
  schema: faultSchema,
  reply: (c, _publicUrl, { refused, headers = {} }) =>
    jsonReply(c, problemStatus[refused], { ok: false, error: refused }, headers),
};

const fault = (description: string) => ({ description, content: { 'application/json': faultSchema } });

export const callbackReplies: Operation['replies'] = {
  200: {
    description: 'Stored; the work comes after.',
    content: { 'application/json': z.object({ ok: z.literal(true) }) },
  },
  202: {
    description: 'Stored, and applied as soon as the task it tells of is known.',
    content: {
      'application/json': z.object({
        ok: z.literal(false),
        message: z.literal('track_not_found_yet'),
        retry: z.literal(true),
      }),
    },
  },
  400: fault('`invalid_json` or `missing_taskId`.'),
  401: fault('`missing_signature` or `invalid_signature`.'),
  404: fault('`unknown_provider`, or `not_found` for an address that was never one of ours.'),
  413: fault('`payload_too_large`: more than 5 MB.'),
};

const faults: Readonly<
  Record<Exclude<CallbackReceipt['kind'], 'stored'>, { status: number; error: string }>
> = {
  'no-such-provider': { status: 404, error: 'unknown_provider' },
  'missing-signature': { status: 401, error: 'missing_signature' },
  'invalid-signature': { status: 401, error: 'invalid_signature' },
  'invalid-json': { status: 400, error: 'invalid_json' },
  'missing-task-id': { status: 400, error: 'missing_taskId' },
};

/** Takes a callback in: its size here, then its signature and its JSON by the engine (CAL-2). */
export async function callbackAnswer(
  { c, services }: Call<unknown, unknown, unknown>,
  provider: string,
  correlation: string | null,
): Promise<Response | Refusal> {
  const body = await readBytes(c, CALLBACK_BYTES_MAX);
  if (isRefusal(body)) return body;
  // Cookies are of people, and no business of whoever keeps or checks callbacks.
  const { cookie: _, ...headers } = c.req.header();
  const receipt = await services.engine.receiveCallback({ provider, correlation, headers, body });
  if (receipt.kind !== 'stored') {
    const { status, error } = faults[receipt.kind];
    return jsonReply(c, status, { ok: false, error });
  }
  if (receipt.known) return jsonReply(c, 200, { ok: true });
  return jsonReply(c, 202, { ok: false, message: 'track_not_found_yet', retry: true });
}
