import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeMp3, type Fault } from '@impresario/provider/conformance';
import succeededSong from '../fixtures/song-succeeded.json' with { type: 'json' };

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** Parsed JSON, or the raw text of a form. */
  readonly body: unknown;
}

/** A whole answer in place of the usual one. */
export interface Answer {
  readonly status: number;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the next request meets: a fault, or an answer that may depend on it. */
export type Behaviour = Fault | Answer | ((seen: SeenRequest) => Answer);

/** Far end of the adapter's tests; every request is answered as Mureka would, unless something else is queued. */
export interface ScriptedMureka {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly requests: readonly SeenRequest[];
  readonly taskIds: readonly string[];
  /** Requests that may start a song. */
  starts(): readonly SeenRequest[];
  nextStart(what: Behaviour): void;
  nextLook(what: Behaviour): void;
  nextOther(what: Behaviour): void;
  reset(): void;
  close(): Promise<void>;
}

type CallName = 'start' | 'look' | 'other' | 'file';

interface State {
  baseUrl: string;
  readonly requests: SeenRequest[];
  readonly queues: Record<CallName, Behaviour[]>;
  readonly looks: Map<string, { count: number; songs: number }>;
}

const apiKey = 'mureka-secret-key';
const startPath = /^\/v1\/(song\/(generate|easy-generate|extend|remix|region-edit)|instrumental\/generate)$/;
const lookPath = /^\/v1\/(song|instrumental)\/query\/([^/]+)$/;

export async function startScriptedMureka(): Promise<ScriptedMureka> {
  const queues = { start: [], look: [], other: [], file: [] };
  const state: State = { baseUrl: '', requests: [], queues, looks: new Map() };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void serve(state, request, response).catch(() => response.destroy());
  });
  state.baseUrl = await listen(server);
  return {
    baseUrl: state.baseUrl,
    apiKey,
    requests: state.requests,
    get taskIds() {
      return [...state.looks.keys()];
    },
    starts: () => state.requests.filter(({ path }) => startPath.test(path)),
    nextStart: (what) => void state.queues.start.push(what),
    nextLook: (what) => void state.queues.look.push(what),
    nextOther: (what) => void state.queues.other.push(what),
    reset() {
      state.requests.length = 0;
      state.looks.clear();
      for (const queue of Object.values(state.queues)) queue.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const name: CallName = startPath.test(path)
    ? 'start'
    : lookPath.test(path)
      ? 'look'
      : path.startsWith('/files/')
        ? 'file'
        : 'other';
  response.setHeader('connection', 'close');
  const what = state.queues[name].shift();
  const { method = '', headers } = request;
  const early = { method, path, authorization: headers.authorization };
  if (what === 'reset-before-body') {
    state.requests.push({ ...early, body: null });
    request.socket.resetAndDestroy();
    return;
  }
  const seen = { ...early, body: await readBody(request) };
  state.requests.push(seen);
  if (name === 'file') return void response.setHeader('content-type', 'audio/mpeg').end(makeMp3(1, path));
  const usual = answer(state, name, seen);
  if (what === undefined) return send(response, usual);
  if (typeof what === 'string') return spoil(what, seen, response);
  send(response, typeof what === 'function' ? what(seen) : what);
}

function answer(state: State, name: CallName, seen: SeenRequest): Answer {
  if (name === 'start') {
    const id = `9021${1000 + state.looks.size}`;
    const { n = 1 } = seen.body as { n?: number };
    state.looks.set(id, { count: 0, songs: n });
    return {
      status: 200,
      body: { id, created_at: 1, model: 'mureka-9', status: 'preparing', trace_id: 't' },
    };
  }
  if (name === 'look') return look(state, decodeURIComponent(lookPath.exec(seen.path)?.[2] ?? ''));
  return error(404, 'not here');
}

/** A song is done at its third look. */
function look(state: State, id: string): Answer {
  const task = state.looks.get(id);
  if (!task) return error(404, 'no such task');
  task.count += 1;
  const status = ['queued', 'running', 'succeeded'][Math.min(task.count, 3) - 1] ?? '';
  const choices = Array.from({ length: task.songs }, (_, index) => ({
    ...succeededSong.choices[0],
    index,
    id: `${id}${index}`,
    url: `${state.baseUrl}/files/${id}-${index}.mp3`,
  }));
  return { status: 200, body: { id, status, ...(status === 'succeeded' && { choices }) } };
}

export function error(status: number, message: string): Answer {
  return { status, body: { error: { message }, trace_id: 'trace' } };
}

/** What each fault looks like at Mureka. Errors repeat what was sent; an adapter must not. */
function spoil(fault: Fault, seen: SeenRequest, response: ServerResponse): void {
  const task = (more: object): Answer => ({ status: 200, body: { id: '1', ...more } });
  switch (fault) {
    case 'hang':
      return;
    case 'reset-before-body':
    case 'reset-after-body':
      response.socket?.resetAndDestroy();
      return;
    case 'html':
      return send(response, { status: 502, body: `<p>${careless(seen)}</p>` });
    case 'truncated-json':
      return send(response, { status: 200, body: '{"id":"90' });
    case 'empty':
      return send(response, { status: 200, body: '' });
    case 'rate-limited':
      return send(response, error(429, `Rate limit reached ${careless(seen)}`));
    case 'overloaded':
      return send(response, error(503, `Service overloaded ${careless(seen)}`));
    case 'no-task-id':
      return send(response, { status: 200, body: { status: 'preparing' } });
    case 'success-without-audio':
      return send(response, task({ status: 'succeeded', choices: [{ index: 0, id: '7', url: '' }] }));
    case 'unknown-status':
      return send(response, task({ status: 'marinating' }));
    case 'task-failed':
      return send(response, task({ status: 'failed', failed_reason: careless(seen) }));
  }
}

export function careless(seen: SeenRequest): string {
  return `key=${seen.authorization ?? ''} body=${JSON.stringify(seen.body)}`;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('latin1');
  if (text === '') return null;
  return request.headers['content-type'] === 'application/json'
    ? (JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
    : text;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
