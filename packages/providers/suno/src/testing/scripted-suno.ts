import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeMp3 } from '@impresario/provider/conformance';

/** What the far end does with one request. */
export type Behaviour =
  | { readonly do: 'json'; readonly body: unknown; readonly status?: number }
  /** An envelope with this code, whose text repeats the key and the words of the request, as careless providers do. */
  | { readonly do: 'code'; readonly code: number; readonly status?: number }
  | { readonly do: 'text'; readonly text: string; readonly status?: number }
  | { readonly do: 'reset-before-body' }
  | { readonly do: 'reset-after-body' }
  /** Carried out and never answered. */
  | { readonly do: 'hang' };

export interface SeenRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The parsed JSON; null when there was none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface ScriptedSuno {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly requests: readonly SeenRequest[];
  readonly taskIds: readonly string[];
  /** Queues what happens to the next request whose path (or any path that begins so) is this. */
  next(path: string, behaviour: Behaviour): void;
  reset(): void;
  close(): Promise<void>;
}

interface State {
  baseUrl: string;
  readonly apiKey: string;
  readonly requests: SeenRequest[];
  readonly tasks: Map<string, { looks: number }>;
  readonly queue: { path: string; behaviour: Behaviour }[];
  count: number;
}

/** A gateway on 127.0.0.1 that takes songs, finishes each at its third look, and does wrong when told to. */
export async function startScriptedSuno(): Promise<ScriptedSuno> {
  const state: State = {
    baseUrl: '',
    apiKey: 'scripted-suno-key',
    requests: [],
    tasks: new Map(),
    queue: [],
    count: 0,
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    answer(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: state.baseUrl,
    apiKey: state.apiKey,
    requests: state.requests,
    get taskIds() {
      return [...state.tasks.keys()];
    },
    next: (path, behaviour) => void state.queue.push({ path, behaviour }),
    reset() {
      state.requests.length = 0;
      state.tasks.clear();
      state.queue.length = 0;
    },
    close: () => closeNow(server),
  };
}

async function closeNow(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', state.baseUrl);
  const early = {
    method: request.method ?? '',
    path: url.pathname,
    query: url.search,
    headers: request.headers,
  };
  response.setHeader('connection', 'close');
  if (early.path.startsWith('/files/')) {
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(makeMp3(2, early.path));
    return;
  }
  const behaviour = takeNext(state, early.path);
  if (behaviour?.do === 'reset-before-body') {
    state.requests.push({ ...early, text: '', body: null });
    request.socket.resetAndDestroy();
    return;
  }
  const text = await readText(request);
  const seen: SeenRequest = { ...early, text, body: parse(text) };
  state.requests.push(seen);
  if (!behaviour || behaviour.do === 'hang') {
    const reply = serve(state, seen, url);
    if (!behaviour) sendJson(response, 200, reply);
    return;
  }
  spoil(state, behaviour, seen, response);
}

function takeNext({ queue }: State, path: string): Behaviour | undefined {
  const index = queue.findIndex((queued) => path.startsWith(queued.path));
  return index < 0 ? undefined : queue.splice(index, 1)[0]?.behaviour;
}

function spoil(state: State, behaviour: Behaviour, seen: SeenRequest, response: ServerResponse): void {
  switch (behaviour.do) {
    case 'json':
      sendJson(response, behaviour.status ?? 200, behaviour.body);
      return;
    case 'code': {
      const msg = `rejected: key=${state.apiKey} ${seen.text}`;
      sendJson(response, behaviour.status ?? 200, { code: behaviour.code, msg, data: null });
      return;
    }
    case 'text':
      response.writeHead(behaviour.status ?? 200).end(behaviour.text);
      return;
    default:
      response.socket?.resetAndDestroy();
  }
}

function serve(state: State, { method, path, headers }: SeenRequest, url: URL): unknown {
  if (headers.authorization !== `Bearer ${state.apiKey}`) return { code: 401, msg: 'no access' };
  if (path === '/api/file-stream-upload') {
    const downloadUrl = `${state.baseUrl}/files/uploaded.mp3`;
    return { success: true, code: 200, msg: 'ok', data: { fileName: 'uploaded.mp3', downloadUrl } };
  }
  if (method === 'POST') {
    state.count += 1;
    const taskId = `7a1c0e55d2f94b0f${String(state.count).padStart(16, '0')}`;
    state.tasks.set(taskId, { looks: 0 });
    return { code: 200, msg: 'success', data: { taskId } };
  }
  const taskId = url.searchParams.get('taskId') ?? '';
  const task = state.tasks.get(taskId);
  if (!task) return { code: 200, msg: 'success', data: null };
  task.looks += 1;
  return { code: 200, msg: 'success', data: record(state.baseUrl, taskId, task.looks) };
}

const words = ['PENDING', 'FIRST_SUCCESS', 'SUCCESS'] as const;

function record(baseUrl: string, taskId: string, looks: number): unknown {
  const stage = Math.min(looks, words.length) - 1;
  const sunoData = [0, 1].map((index) => {
    const isReady = stage > index;
    return {
      id: `${taskId}-${index}`,
      audioUrl: isReady ? `${baseUrl}/files/${taskId}-${index}.mp3` : '',
      streamAudioUrl: `${baseUrl}/files/${taskId}-${index}`,
      imageUrl: '',
      prompt: '[Verse]\nHarbour lights',
      title: 'Harbour',
      duration: isReady ? 2 : null,
    };
  });
  const response = stage === 0 ? null : { taskId, sunoData };
  return { taskId, param: '{}', response, status: words[stage], errorCode: null, errorMessage: null };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
