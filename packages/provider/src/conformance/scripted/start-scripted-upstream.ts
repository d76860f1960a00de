import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallbackPost } from './post-callbacks.ts';
import {
  plainSong,
  type Behaviour,
  type Call,
  type CallbackReceipt,
  type ScriptedCallback,
  type SeenRequest,
  type SongScript,
  type SongTask,
  type Step,
} from './script.ts';
import { serveSong } from './serve-song.ts';
import { spoilReply } from './spoil-reply.ts';

export interface ScriptedUpstream {
  readonly baseUrl: string;
  /** What the far end wants as `Authorization: Bearer …`. */
  readonly apiKey: string;
  /** Every request since the start or `reset()`, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Every song a submit started: what the provider would bill. */
  readonly tasks: readonly SongTask[];
  readonly receipts: readonly CallbackReceipt[];
  /** Requests that may have started a song, whether answered or not. */
  submits(): readonly SeenRequest[];
  /** Queues what happens to the next requests of this kind; afterwards all is well again. */
  next(call: Call, ...behaviours: Behaviour[]): void;
  /** Decides every request of this kind that has nothing queued; null: all is well. */
  always(call: Call, choose: ((request: SeenRequest) => Behaviour) | null): void;
  /** Changes how the songs started from now on go. */
  script(change: Partial<SongScript>): void;
  /** Moves one song to this step, for good. */
  setStep(taskId: string, step: Step): void;
  /** Posts a callback now and resolves with the statuses of the replies. */
  sendCallback(taskId: string, callback: Omit<ScriptedCallback, 'after'>): Promise<CallbackReceipt[]>;
  /** Resolves when all scripted callbacks were posted. */
  callbacksSent(): Promise<void>;
  /** Resolves with the nth (from 1) request of a kind, as soon as it is there. */
  arrived(call: Call, count?: number): Promise<SeenRequest>;
  /** Forgets requests, songs and scripts. */
  reset(): void;
  /** Cuts every connection and stops. */
  close(): Promise<void>;
}

/** The far end's memory. */
export interface UpstreamState {
  baseUrl: string;
  readonly apiKey: string;
  readonly requests: SeenRequest[];
  readonly tasks: SongTask[];
  readonly queues: Map<Call, Behaviour[]>;
  readonly choosers: Map<Call, (request: SeenRequest) => Behaviour>;
  readonly waiting: Set<() => void>;
  script: SongScript;
  taskCount: number;
}

/**
 * Starts a far end on 127.0.0.1 that speaks real HTTP and does what a test says: `POST /songs` (task),
 * `POST /render` (the reply is the audio), `GET /songs/{id}`, `GET /songs?correlation=`,
 * `POST /songs/{id}/cancel`, `GET /files/{name}`. Connections are not kept, so that each fault hits one call.
 */
export async function startScriptedUpstream(): Promise<ScriptedUpstream> {
  const state: UpstreamState = {
    baseUrl: '',
    apiKey: 'scripted-secret-key',
    requests: [],
    tasks: [],
    queues: new Map(),
    choosers: new Map(),
    waiting: new Set(),
    script: plainSong,
    taskCount: 0,
  };
  const callbacks = new CallbackPost(() => state.baseUrl);
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    answer(state, callbacks, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  state.baseUrl = await listen(server);
  return control(state, callbacks, server);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function answer(
  state: UpstreamState,
  callbacks: CallbackPost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = nameCall(request);
  response.setHeader('connection', 'close');
  const early: SeenRequest = {
    call,
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: null,
  };
  const behaviour = state.queues.get(call)?.shift() ?? state.choosers.get(call)?.(early) ?? { do: 'ok' };
  if (behaviour.do === 'reset-before-body') {
    note(state, early);
    request.socket.resetAndDestroy();
    return;
  }
  const seen = { ...early, body: await readBody(request) };
  note(state, seen);
  const latencyMs = state.script.latencyMs[call] ?? 0;
  if (latencyMs > 0) await sleep(latencyMs);
  if (behaviour.do === 'ok' || behaviour.do === 'lose-reply' || behaviour.do === 'hang') {
    const reply = await serveSong(state, callbacks, seen);
    if (behaviour.do === 'hang') return;
    if (behaviour.do === 'ok') {
      response.writeHead(reply.status, { 'content-type': reply.mimeType }).end(reply.body);
      return;
    }
  }
  spoilReply(behaviour, seen, response);
}

function nameCall(request: IncomingMessage): Call {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path.startsWith('/files/')) return 'download';
  if (request.method === 'POST') {
    return path === '/songs' ? 'submit' : path === '/render' ? 'inline' : 'cancel';
  }
  return path === '/songs' ? 'find' : 'poll';
}

function note(state: UpstreamState, seen: SeenRequest): void {
  state.requests.push(seen);
  for (const wake of state.waiting) wake();
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { unreadable: text };
  }
}

function control(state: UpstreamState, callbacks: CallbackPost, server: Server): ScriptedUpstream {
  const ofKind = (call: Call) => state.requests.filter((request) => request.call === call);
  const find = (taskId: string): SongTask => {
    const task = state.tasks.find((candidate) => candidate.taskId === taskId);
    if (!task) throw new Error(`The scripted upstream has no task ${taskId}`);
    return task;
  };
  return {
    baseUrl: state.baseUrl,
    apiKey: state.apiKey,
    requests: state.requests,
    tasks: state.tasks,
    receipts: callbacks.receipts,
    submits: () => state.requests.filter(({ call }) => call === 'submit' || call === 'inline'),
    next(call, ...behaviours) {
      state.queues.set(call, [...(state.queues.get(call) ?? []), ...behaviours]);
    },
    always(call, choose) {
      if (choose) state.choosers.set(call, choose);
      else state.choosers.delete(call);
    },
    script(change) {
      state.script = { ...state.script, ...change };
    },
    setStep(taskId, step) {
      find(taskId).pinned = step;
    },
    sendCallback: (taskId, callback) => callbacks.post(find(taskId), callback),
    callbacksSent: () => callbacks.settled(),
    async arrived(call, count = 1) {
      for (;;) {
        const request = ofKind(call)[count - 1];
        if (request) return request;
        await new Promise<void>((resolve) => {
          const wake = () => {
            state.waiting.delete(wake);
            resolve();
          };
          state.waiting.add(wake);
        });
      }
    },
    reset() {
      state.requests.length = 0;
      state.tasks.length = 0;
      state.queues.clear();
      state.choosers.clear();
      state.script = plainSong;
      callbacks.forget();
    },
    async close() {
      callbacks.forget();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
