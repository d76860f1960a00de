import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Track, TrackEvent } from '@impresario/protocol';

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse, request: Received) => unknown;

/** A real HTTP server that plays its answers one after the other, and keeps what it was asked. */
export async function scriptedServer(...answers: Answer[]) {
  return startServer(() => answers.shift());
}

/** As `scriptedServer`, with answers of their own for each path; the last one of a path is repeated. */
export async function routedServer(answers: Record<string, Answer[]>) {
  return startServer(({ url }) => {
    const own = answers[url.split('?')[0] ?? ''];
    return own && own.length > 1 ? own.shift() : own?.[0];
  });
}

async function startServer(answerTo: (request: Received) => Answer | undefined, port = 0) {
  const requests: Received[] = [];
  const open = new Map<string, Set<ServerResponse>>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      const among = open.get(url) ?? new Set();
      open.set(url, among.add(response));
      response.on('close', () => among.delete(response));
      const answer = answerTo(request) ?? json(500, { unexpected: true });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const openAt = (url: string) => [...(open.get(url) ?? [])];
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    requests,
    /** The same server at the same address, after it was gone. */
    again: () => startServer(answerTo, own),
    /** How many replies at an address are not over. */
    openCount: (url: string) => openAt(url).length,
    /** Writes to all replies at an address that are not over. */
    say(url: string, text: string) {
      for (const response of openAt(url)) response.write(text);
    },
    /** Breaks all connections at an address. */
    cut(url: string) {
      for (const response of openAt(url)) response.destroy();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function problem(status: number, code: string, more: object = {}): Answer {
  const retryable = status === 503 || status === 429;
  return json(status, { code, status, detail: `About ${code}.`, requestId: 'req-1', retryable, ...more });
}

/** Takes the request and hangs up without a word. */
export const cut: Answer = (response) => void response.destroy();

type StreamEnd = 'end' | 'close' | 'cut' | 'open';

/** An event stream that says `text` and then ends properly, is closed, is cut, or stays open and silent. */
export function stream(text: string, then: StreamEnd): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(then === 'end' ? `${text}event: end\ndata: {}\n\n` : text);
    if (then === 'end' || then === 'close') response.end();
    // Written bytes must leave before the line is cut, else the reader never sees them.
    if (then === 'cut') setTimeout(() => response.destroy(), 20);
  };
}

/** One `track` event as the server writes it. */
export function eventText(id: string, track: Track, type: TrackEvent['type'] = 'track.updated'): string {
  const { id: trackId, revision, updatedAt: occurredAt } = track;
  return `event: track\nid: ${id}\ndata: ${JSON.stringify({ type, trackId, revision, occurredAt, track })}\n\n`;
}
