import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageFile, silentWav } from './page-file.ts';
import type { Credits, OperationResource, ProblemCode, Track } from '@impresario/protocol';
import { anAsset, aTrack, aVersion, someCredits, trackId } from '@impresario/protocol/testing';

interface Call {
  readonly url: URL;
  readonly id: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly body?: object | undefined;
}

/** A real HTTP server in the engine's place: what it knows is changed by hand, and every change is told to whoever listens. */
export class FarEnd {
  /** Newest first. */
  readonly tracks: Track[] = [];
  readonly credits: Credits = someCredits();
  readonly providers: { readonly id: string }[] = [];
  readonly operations = new Map<string, OperationResource>();
  /** Every request, as `GET /v1/tracks?limit=2`. */
  readonly asked: string[] = [];
  readonly orders: { key: string; body: Record<string, unknown> }[] = [];
  readonly listeners = new Set<ServerResponse>();
  /** How often events were asked for since the beginning. */
  streamCount = 0;
  /** Answers to these (`POST /v1/tracks`) wait until they are taken out again. */
  readonly held = new Set<string>();
  /** Answers to these are this problem instead. */
  readonly refused = new Map<string, Answer>();
  readonly #byKey = new Map<string, Track>();
  readonly #dist: string | null;
  #server: Server | null = null;
  /** What was told, the oldest first; who comes back gets what came after. */
  #log: { readonly id: number; readonly text: string }[] = [];
  #eventId = 0;
  #port = 0;

  readonly #routes: Readonly<Record<string, (call: Call) => Answer>> = {
    'GET /v1/credits': () => ({ status: 200, body: { ...this.credits } }),
    'GET /v1/providers': () => ({ status: 200, body: { data: [...this.providers] } }),
    'GET /v1/tracks': (call) => this.#list(call),
    'POST /v1/tracks': (call) => this.#order(call),
    'GET /v1/tracks/:id': ({ id }) => this.#found(id),
    'DELETE /v1/tracks/:id': ({ id }) => {
      this.delete(id);
      return { status: 204 };
    },
    'POST /v1/uploads': () => ({ status: 201, body: { id: 'upload-1', object: 'upload' } }),
    'GET /v1/operations/:id': ({ id }) => {
      const operation = this.operations.get(id);
      return operation ? { status: 200, body: operation } : problem(404, 'not_found');
    },
    'POST /v1/tracks/:id/cancel': ({ id }) => {
      this.credits.creditsRemaining += 1;
      this.change(id, { status: 'cancelled', creditsRefunded: 1 });
      return this.#found(id);
    },
  };

  /** `dist`: a built page to deliver beside the answers. */
  constructor(dist: string | null = null) {
    this.#dist = dist;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  find(id: string): Track | undefined {
    return this.tracks.find((track) => track.id === id);
  }

  /** A track that was made somewhere else. */
  add(fields: Partial<Track> = {}): Track {
    const track = aTrack({ id: trackId(this.tracks.length + 1), ...fields });
    this.tracks.unshift(track);
    this.tell(track, 'track.created');
    return track;
  }

  change(id: string, next: Partial<Track>): void {
    const old = this.find(id);
    if (!old) return;
    const track = { ...old, ...next, revision: old.revision + 1 };
    this.tracks[this.tracks.indexOf(old)] = track;
    const isEnd = next.status !== undefined && !['pending', 'processing'].includes(next.status);
    this.tell(track, isEnd ? `track.${next.status}` : 'track.updated');
  }

  /** Completes a track with one version that can be played. */
  finish(id: string): void {
    const audio = anAsset({ url: '/files/song.wav', mimeType: 'audio/wav', bytes: 8_044 });
    this.change(id, { status: 'completed', versions: [aVersion({ id: `${id}-1`, audio })] });
  }

  /** Deletes a track as its owner does elsewhere. */
  delete(id: string): void {
    const { revision = 0 } = this.find(id) ?? {};
    this.remove(id);
    const occurredAt = new Date(0).toISOString();
    this.#send('deleted', { type: 'track.deleted', trackId: id, revision: revision + 1, occurredAt });
  }

  /** As `delete`, and nobody is told. */
  remove(id: string): void {
    this.tracks.splice(0, Infinity, ...this.tracks.filter((track) => track.id !== id));
  }

  /** Tells of a track as it is given, whatever is known of it here. */
  tell(track: Track, type: string): void {
    const { id, revision, updatedAt } = track;
    this.#send('track', { type, trackId: id, revision, occurredAt: updatedAt, track });
  }

  /** Changes an operation, or begins one. */
  work(operation: OperationResource): void {
    this.operations.set(operation.id, operation);
    const { id: operationId, revision, updatedAt: occurredAt } = operation;
    this.#send('operation', { type: 'operation.updated', operationId, revision, occurredAt, operation });
  }

  #send(name: string, event: object): void {
    const id = ++this.#eventId;
    const text = `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
    this.#log.push({ id, text });
    for (const listener of this.listeners) listener.write(text);
  }

  /** From now on nobody can resume: who comes back is told how things are. */
  forgetEvents(): void {
    this.#eventId++;
    this.#log = [];
  }

  countAsked(request: string): number {
    return this.asked.filter((each) => each === request || each.startsWith(`${request}?`)).length;
  }

  async open(port = 0): Promise<this> {
    const server = createServer((request, reply) => {
      this.#answer(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Closes every connection and refuses new ones until it is opened on the same port again. */
  async close(): Promise<void> {
    const server = this.#server;
    const closed = new Promise((resolve) => server?.close(resolve));
    server?.closeAllConnections();
    await closed;
  }

  comeBack(): Promise<this> {
    return this.open(this.#port);
  }

  async #answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const [, id = ''] = /^\/v1\/(?:tracks|operations)\/([^/]+)/.exec(url.pathname) ?? [];
    const name = `${request.method} ${id ? url.pathname.replace(id, ':id') : url.pathname}`;
    this.asked.push(`${request.method} ${url.pathname}${url.search}`);
    const refusal = this.refused.get(name);
    if (name === 'GET /v1/events' && !refusal) {
      await this.#release(name);
      return this.#stream(reply, request.headers['last-event-id']);
    }
    if (!url.pathname.startsWith('/v1/')) return this.#file(url.pathname, reply);
    const isJson = request.headers['content-type'] === 'application/json';
    const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    const call = { url, id, headers: request.headers, body };
    const answer = refusal ?? this.#routes[name]?.(call) ?? problem(404, 'not_found');
    // What is answered late was read early, as on a slow line.
    await this.#release(name);
    reply.writeHead(answer.status, { 'content-type': 'application/json' });
    reply.end(answer.body && JSON.stringify(answer.body));
  }

  async #file(path: string, reply: ServerResponse): Promise<void> {
    if (path.endsWith('.wav'))
      return void reply.writeHead(200, { 'content-type': 'audio/wav' }).end(silentWav());
    const file = this.#dist === null ? null : await pageFile(this.#dist, path);
    if (!file) return void reply.writeHead(404).end();
    reply.writeHead(200, { 'content-type': file.type }).end(file.content);
  }

  async #release(name: string): Promise<void> {
    while (this.held.has(name)) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  #stream(reply: ServerResponse, lastEventId: unknown): void {
    this.streamCount++;
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    const after = lastEventId === undefined ? this.#eventId : Number(lastEventId);
    const since = this.#log.filter(({ id }) => id > after);
    const isKept = since.length === this.#eventId - after;
    const reset = JSON.stringify({ tracks: this.tracks.slice(0, 50) });
    // All in one piece: who reads one of them has the others too.
    if (isKept) reply.write(`id: ${after}\n\n${since.map(({ text }) => text).join('')}`);
    else reply.write(`event: reset\nid: ${this.#eventId}\ndata: ${reset}\n\n`);
    this.listeners.add(reply);
    reply.on('close', () => this.listeners.delete(reply));
  }

  #found(id: string): Answer {
    const track = this.find(id);
    return track ? { status: 200, body: track } : problem(404, 'not_found');
  }

  #list({ url }: Call): Answer {
    const { status, provider, q, limit = '20', cursor = '0' } = Object.fromEntries(url.searchParams);
    const found = this.tracks.filter(
      (track) =>
        (!status || track.status === status) &&
        (!provider || track.provider === provider) &&
        (!q || track.prompt.toLowerCase().includes(q.toLowerCase())),
    );
    const from = Number(cursor);
    const to = from + Number(limit);
    const hasMore = to < found.length;
    const body = { data: found.slice(from, to), hasMore, nextCursor: hasMore ? String(to) : null };
    return { status: 200, body };
  }

  #order({ headers, body }: Call): Answer {
    const key = String(headers['idempotency-key']);
    this.orders.push({ key, body });
    const known = this.#byKey.get(key);
    if (!known) this.credits.creditsRemaining -= 1;
    const track = known ?? this.add({ prompt: String(body['prompt']), status: 'pending' });
    this.#byKey.set(key, track);
    return { status: 202, body: track };
  }
}

export function problem(status: number, code: ProblemCode, more: object = {}): Answer {
  const retryable = status === 503 || status === 429;
  const words = { type: 'about:blank', title: code, instance: '/', requestId: 'r', detail: `About ${code}.` };
  return { status, body: { ...words, status, code, retryable, ...more } };
}
