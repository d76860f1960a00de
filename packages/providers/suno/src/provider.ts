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
import { createPacer, type Clock, type Pacer } from '@impresario/provider-kit';
import { createSunoCallbacks } from './callbacks.ts';
import { sunoCapabilities } from './capabilities.ts';
import { sunoPrices } from './prices.ts';
import { gateways, type Dialect } from './dialects.ts';
import { incomplete, unsendable } from './errors.ts';
import { toNumber } from './fields.ts';
import { get, openGateway, type Gateway } from './gateway.ts';
import { composeSong, reviewSong } from './request.ts';
import { operateSuno } from './side-operations.ts';
import { startTask, type GatewayCall } from './start-task.ts';
import { readRecord } from './status.ts';
import { taskFacts, taskOf } from './tasks.ts';
import { handOverReference } from './upload-reference.ts';

export interface SunoOptions {
  readonly apiKey: string;
  /** By default the official address of the dialect. */
  readonly baseUrl?: string;
  readonly dialect: Dialect;
  /** Where files are handed over. By default the file host of the dialect, or `baseUrl` where that is not the official one. */
  readonly uploadUrl?: string;
  /** What callbacks are signed with; null: none is trusted. */
  readonly webhookSecret: string | null;
  /** Sent where we have no public address of our own. */
  readonly fallbackCallbackUrl?: string;
  readonly clock: Clock;
}

/**
 * Both gateways refuse a submit without a callback address, and need not reach it. This name never resolves (RFC 2606), so that
 * prompts and lyrics are posted to nobody; a status CALLBACK_EXCEPTION that may come of it is read as what it is.
 */
const nobody = 'https://callbacks.invalid/';

/** docs, get-music-details: more looks at one task are refused. */
const looksPerSecond = 3;

/** Suno through sunoapi.org or its twin kie.ai (PRO-1): a task to poll, with callbacks beside it. */
export function createSunoProvider(options: SunoOptions): MusicProvider {
  const { webhookSecret, clock, dialect } = options;
  const gateway = openGateway({ ...options, fallbackCallbackUrl: options.fallbackCallbackUrl ?? nobody });
  const pace = createPacer({ clock, perSecond: looksPerSecond });
  return {
    capabilities: sunoCapabilities(webhookSecret === null ? 'hint' : 'trusted'),
    callPrices: sunoPrices,
    review: reviewSong,
    submit: (request, call) => submit(gateway, request, call),
    operate: async (request, call) => operateSuno(request, callOf(gateway, call)),
    poll: (handle, call) => poll(gateway, pace, handle, call),
    callbacks: createSunoCallbacks(dialect, webhookSecret),
    account: (call) => readAccount(gateway, call),
  };
}

async function submit(gateway: Gateway, request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome> {
  const { order, faults } = composeSong(request);
  const fault = faults[0];
  if (fault) return { kind: 'failed', failure: unsendable(`${fault.parameter} ${fault.message}.`) };
  const audio = order.needsAudio ? await handOverReference(gateway, request, call) : null;
  if (audio?.kind === 'failed') return audio;
  const body = audio ? { ...order.body, uploadUrl: audio.url } : order.body;
  return startTask(callOf(gateway, call), order.path, body, { kind: 'music' });
}

function callOf(gateway: Gateway, { callbackUrl, signal }: SubmitCall): GatewayCall {
  return { gateway, callBackUrl: callbackUrl ?? gateway.fallbackCallbackUrl, signal };
}

async function poll(
  gateway: Gateway,
  pace: Pacer,
  handle: TaskHandle,
  { signal }: Call,
): Promise<PollOutcome> {
  await pace(handle.taskId, signal);
  const path = `${taskFacts[taskOf(handle).kind].path}?taskId=${encodeURIComponent(handle.taskId)}`;
  const answer = await get(gateway, path, signal);
  if (answer.kind === 'refused') return { kind: 'failed', failure: answer.failure };
  const snapshot = readRecord(gateway.dialect, handle, answer.data);
  if (snapshot) return { kind: 'seen', snapshot };
  return { kind: 'failed', failure: incomplete('poll', 'Suno answered with something that is no task.') };
}

async function readAccount(gateway: Gateway, { signal }: Call): Promise<AccountOutcome> {
  const answer = await get(gateway, gateways[gateway.dialect].creditPath, signal);
  if (answer.kind === 'refused') return { kind: 'failed', failure: answer.failure };
  const creditsLeft = toNumber(answer.data);
  if (creditsLeft !== null) return { kind: 'seen', account: { creditsLeft, concurrencyMax: null } };
  return { kind: 'failed', failure: incomplete('poll', 'Suno did not say how many credits are left.') };
}
