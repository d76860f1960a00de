import type {
  AccountOutcome,
  Call,
  MusicProvider,
  MusicRequest,
  PollOutcome,
  SubmitCall,
  SubmitOutcome,
  TaskHandle,
} from '@impresario/provider';
import { callFarEnd, type FarEnd } from '@impresario/provider-kit';
import { z } from 'zod';
import { murekaCapabilities } from './capabilities.ts';
import { murekaPrices } from './prices.ts';
import { accountLook, failureOf, look, start, unusableReply } from './errors.ts';
import { operate } from './operate.ts';
import { needsUpload, routeOf, routes, writeBody } from './request.ts';
import { reviewRequest } from './review.ts';
import { idSchema, readTask } from './status.ts';
import { taskPath } from './task-path.ts';
import { uploadAudio } from './upload-audio.ts';

export interface MurekaOptions {
  readonly apiKey: string;
  /** `https://api.mureka.cn` is a separate service with accounts of its own. */
  readonly baseUrl?: string;
  /** Tasks at once until `account` has said it; 1 is what the smallest top-up buys. */
  readonly concurrencyMax?: number | null;
}

const taskSchema = z.object({ id: idSchema });
const accountSchema = z.object({
  balance: z.number().nullable().catch(null),
  concurrent_request_limit: z.int().min(0).nullable().catch(null),
});

/** The adapter of Mureka's API (PRO-1): tasks that are looked at; no callbacks, no cancelling. */
export function createMurekaProvider(options: MurekaOptions): MusicProvider {
  const { apiKey, baseUrl = 'https://api.mureka.ai', concurrencyMax = 1 } = options;
  const end: FarEnd = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${apiKey}` },
  };
  return {
    capabilities: murekaCapabilities(concurrencyMax),
    callPrices: murekaPrices,
    review: reviewRequest,
    submit: (request, call) => submit(end, request, call),
    operate: (request, call) => operate(end, request, call),
    poll: (handle, call) => poll(end, handle, call),
    account: (call) => account(end, call),
  };
}

async function submit(end: FarEnd, request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome> {
  const route = routeOf(request);
  if (!route) return { kind: 'failed', failure: notOffered };
  const { path, taskKind, purpose } = routes[route];
  const uploaded = needsUpload(request) ? await uploadAudio(end, purpose, call) : null;
  if (uploaded?.kind === 'failed') return uploaded;
  const json = writeBody(request, route, uploaded?.id ?? null);
  const reply = await callFarEnd(end, { method: 'POST', path, json, signal: call.signal });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, start) };
  }
  const task = taskSchema.safeParse(reply.body);
  if (!task.success) return { kind: 'failed', failure: unusableReply(start, reply.status) };
  return { kind: 'accepted', handle: { taskId: task.data.id, data: { kind: taskKind } } };
}

const notOffered = {
  kind: 'unsupported',
  phase: 'submit',
  message: 'Mureka does not offer this.',
  sideEffect: 'none',
  retryable: false,
  canFailOver: false,
} as const;

async function poll(end: FarEnd, handle: TaskHandle, { signal }: Call): Promise<PollOutcome> {
  const path = taskPath(handle.taskId, handle.data);
  const reply = await callFarEnd(end, { method: 'GET', path, signal });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, look) };
  }
  const snapshot = readTask(reply.body);
  return snapshot
    ? { kind: 'seen', snapshot }
    : { kind: 'failed', failure: unusableReply(look, reply.status) };
}

/** The balance in units of the account's currency; the API counts in hundredths. */
async function account(end: FarEnd, { signal }: Call): Promise<AccountOutcome> {
  const reply = await callFarEnd(end, { method: 'GET', path: '/v1/account/billing', signal });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, accountLook) };
  }
  const read = accountSchema.safeParse(reply.body);
  if (!read.success) return { kind: 'failed', failure: unusableReply(accountLook, reply.status) };
  const { balance, concurrent_request_limit: concurrencyMax } = read.data;
  return { kind: 'seen', account: { creditsLeft: balance === null ? null : balance / 100, concurrencyMax } };
}
