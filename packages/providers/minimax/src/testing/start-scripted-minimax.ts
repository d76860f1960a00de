import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeMp3, type Fault } from '@impresario/provider/conformance';

export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A whole answer in place of the usual one. */
export interface Answer {
  readonly status: number;
  readonly body: object | string;
  readonly mimeType?: string;
}

/** A stream of records; `cut` ends the connection in the middle, and none of the frames need be JSON. */
export interface Frames {
  readonly frames: readonly (object | string)[];
  readonly end: 'end' | 'cut' | 'silence';
  /** Bytes of one write; small ones cut frames and characters in two. */
  readonly writeBytes?: number;
}

/** What the next request meets; a function may answer by what was sent. */
export type Behaviour = Fault | Answer | Frames | ((seen: SeenRequest) => Answer | Frames);

/** Far end of the adapter's tests; songs are made as MiniMax would, unless something else is queued. */
export interface ScriptedMiniMax {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly requests: readonly SeenRequest[];
  next(what: Behaviour): void;
  reset(): void;
  close(): Promise<void>;
}

const apiKey = 'minimax-secret-key';

/** The song every request makes. */
const song: Uint8Array = makeMp3(1, 'scripted');
const songHex = Buffer.from(song).toString('hex');

export async function startScriptedMiniMax(): Promise<ScriptedMiniMax> {
  const requests: SeenRequest[] = [];
  const queue: Behaviour[] = [];
  let baseUrl = '';
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    response.setHeader('connection', 'close');
    const path = request.url ?? '';
    if (path.startsWith('/files/')) return void response.setHeader('content-type', 'audio/mpeg').end(song);
    const what = queue.shift();
    const { authorization } = request.headers;
    if (what === 'reset-before-body') {
      requests.push({ path, authorization, body: {} });
      request.socket.resetAndDestroy();
      return;
    }
    readBody(request)
      .then((body) => {
        const seen = { path, authorization, body };
        requests.push(seen);
        answer(what ?? usual(seen, baseUrl), seen, response);
      })
      .catch(() => response.destroy());
  });
  baseUrl = await listen(server);
  return {
    baseUrl,
    apiKey,
    requests,
    next: (what) => void queue.push(what),
    reset() {
      requests.length = 0;
      queue.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function success(data: object, more: object = {}): Answer {
  return {
    status: 200,
    body: { data, trace_id: 't', ...more, base_resp: { status_code: 0, status_msg: 'success' } },
  };
}

/** An error as MiniMax sends it: under HTTP 200. */
export function error(code: number, text: string): Answer {
  return { status: 200, body: { data: null, base_resp: { status_code: code, status_msg: text } } };
}

export function careless({ authorization, body }: SeenRequest): string {
  return `key=${authorization ?? ''} body=${JSON.stringify(body)}`;
}

function usual({ body }: SeenRequest, baseUrl: string): Answer | Frames {
  const size = { extra_info: { music_duration: 1000, music_size: song.length } };
  if (body['stream'] === true) {
    const half = songHex.length / 2 - ((songHex.length / 2) % 2);
    const record = (audio: string, status: number, more: object) =>
      success({ audio, status }, more).body as object;
    return {
      frames: [
        record(songHex.slice(0, half), 1, { extra_info: null }),
        record(songHex.slice(half), 1, { extra_info: null }),
        record(songHex, 2, size),
      ],
      end: 'end',
    };
  }
  const isUrl = body['output_format'] === 'url';
  return success({ audio: isUrl ? `${baseUrl}/files/song.mp3?Signature=Y%3D` : songHex, status: 2 }, size);
}

function answer(what: Behaviour, seen: SeenRequest, response: ServerResponse): void {
  const made = typeof what === 'function' ? what(seen) : what;
  if (typeof made === 'string') return spoil(made, seen, response);
  if ('frames' in made) return stream(made, response);
  send(response, made);
}

function stream({ frames, end, writeBytes }: Frames, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const text = frames
    .map((frame) => `data: ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`)
    .join('');
  const bytes = Buffer.from(text);
  const step = writeBytes ?? bytes.length;
  for (let at = 0; at < bytes.length; at += step) response.write(bytes.subarray(at, at + step));
  if (end === 'end') response.end();
  // Once what was written has left; a reset sooner would take it along.
  if (end === 'cut') response.write(': cut\n', () => setTimeout(() => response.socket?.resetAndDestroy(), 5));
}

/** What each fault looks like at MiniMax. Errors repeat what was sent; an adapter must not. */
function spoil(fault: Fault, seen: SeenRequest, response: ServerResponse): void {
  switch (fault) {
    case 'hang':
      return;
    case 'reset-before-body':
    case 'reset-after-body':
      response.socket?.resetAndDestroy();
      return;
    case 'html':
      return send(response, { status: 504, body: `<p>${careless(seen)}</p>`, mimeType: 'text/html' });
    case 'truncated-json':
      return send(response, { status: 200, body: '{"data":{"audio":"49' });
    case 'empty':
      return send(response, { status: 200, body: '' });
    case 'rate-limited':
      return send(response, error(1002, `rate limit ${careless(seen)}`));
    case 'overloaded':
      return send(response, error(1041, `connection limit ${careless(seen)}`));
    case 'success-without-audio':
      return send(response, success({ audio: '', status: 2 }));
    default:
      throw new Error(`MiniMax has no tasks to show ${fault} with`);
  }
}

function send(response: ServerResponse, { status, body, mimeType = 'application/json' }: Answer): void {
  response.writeHead(status, { 'content-type': mimeType, 'trace-id': 'trace' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
