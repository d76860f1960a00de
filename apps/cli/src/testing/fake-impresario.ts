import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asset, Track } from '@impresario/protocol';
import { aTrack, aVersion } from '@impresario/protocol/testing';

interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

type Route = (response: ServerResponse, request: Received) => void;

/**
 * A real HTTP server that stands for an engine: it makes one track by `steps`, each sent as an event, and serves
 * the files it was given. `routes` (`'GET /v1/credits'`) answer instead.
 */
export async function fakeImpresario(options: {
  steps?: readonly Partial<Track>[];
  stepMs?: number;
  files?: Readonly<Record<string, string>>;
  routes?: Readonly<Record<string, Route>>;
}) {
  const requests: Received[] = [];
  const { steps = [], stepMs = 5, files = {}, routes = {} } = options;
  let track = aTrack({ status: 'pending' });

  const playSteps = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let index = 0;
    const next = () => {
      const step = steps[index++];
      if (response.destroyed || !step) return;
      track = { ...track, ...step, revision: track.revision + 1 };
      const { id: trackId, revision, updatedAt: occurredAt } = track;
      const data = JSON.stringify({ type: 'track.updated', trackId, revision, occurredAt, track });
      response.write(`event: track\nid: ${revision}\ndata: ${data}\n\n`);
      setTimeout(next, stepMs);
    };
    next();
  };

  const builtIn: Record<string, Route> = {
    'POST /v1/tracks': (response) => sendJson(response, 202, track),
    [`GET /v1/tracks/${track.id}`]: (response) => sendJson(response, 200, track),
    [`GET /v1/tracks/${track.id}/events`]: playSteps,
    [`POST /v1/tracks/${track.id}/cancel`]: (response) => {
      track = { ...track, status: 'cancelled', creditsRefunded: 1, revision: track.revision + 1 };
      sendJson(response, 200, track);
    },
  };

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const text = Buffer.concat(chunks).toString();
      const request = { method, path: url, headers, body: readBody(text, headers) };
      requests.push(request);
      const [pathname = ''] = url.split('?');
      const file = files[pathname.replace('/files/', '')];
      const route = routes[`${method} ${pathname}`] ?? builtIn[`${method} ${pathname}`];
      if (route) route(response, request);
      else if (file !== undefined) response.end(file);
      else sendProblem(response, 404, 'not_found', `There is nothing at ${pathname}.`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JSON as what it says; a form as its text. */
function readBody(text: string, headers: IncomingMessage['headers']): unknown {
  if (!text) return null;
  return headers['content-type']?.includes('json') ? (JSON.parse(text) as unknown) : text;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  more: object = {},
): void {
  sendJson(response, status, { code, status, detail, requestId: 'r1', retryable: status === 503, ...more });
}

/** The asset of a file of `fakeImpresario`. */
export function assetOf(name: string, content: string, mimeType: string): Asset {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { url: `/files/${name}?signature=s`, mimeType, bytes: Buffer.byteLength(content), sha256 };
}

/** The files of a track with two versions and a cover, and the step that completes it. */
export function finishedTrack(title = 'Rainy Evening') {
  const files = { 'a.mp3': 'sound of the first', 'b.mp3': 'sound of the second', 'a.jpg': 'picture' };
  const versions = [
    aVersion({
      audio: assetOf('a.mp3', files['a.mp3'], 'audio/mpeg'),
      cover: assetOf('a.jpg', files['a.jpg'], 'image/jpeg'),
    }),
    aVersion({ variantIndex: 1, isPrimary: false, audio: assetOf('b.mp3', files['b.mp3'], 'audio/mpeg') }),
  ];
  const steps: Partial<Track>[] = [
    { status: 'processing', progress: 0.1, stage: 'composing' },
    { progress: 0.6, stage: 'mixing' },
    { status: 'completed', progress: 1, stage: null, title, versions },
  ];
  return { files, steps };
}
