import type { ServerResponse } from 'node:http';
import type { Behaviour, SeenRequest } from './script.ts';

/** Answers a request wrongly, in the way `behaviour` says. */
export function spoilReply(behaviour: Behaviour, seen: SeenRequest, response: ServerResponse): void {
  switch (behaviour.do) {
    case 'error': {
      if (behaviour.retryAfterSeconds !== undefined) {
        response.setHeader('retry-after', String(behaviour.retryAfterSeconds));
      }
      sendJson(response, behaviour.status, {
        error: { code: behaviour.code ?? `http_${behaviour.status}`, message: careless(seen) },
      });
      return;
    }
    case 'html':
      response.writeHead(behaviour.status ?? 502, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Bad gateway</title><p>${careless(seen)}</p>`);
      return;
    case 'truncated-json':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"taskId":"cut-of');
      return;
    case 'empty':
      response.writeHead(200, { 'content-type': 'application/json' }).end();
      return;
    case 'bytes':
      response.writeHead(200, { 'content-type': behaviour.mimeType }).end(behaviour.bytes);
      return;
    case 'json':
      sendJson(response, behaviour.status ?? 200, behaviour.body);
      return;
    default:
      response.socket?.resetAndDestroy();
  }
}

/** Providers repeat what they were given; an adapter must not pass it on. */
function careless(seen: SeenRequest): string {
  const key = seen.headers['authorization'];
  const prompt = seen.body?.['prompt'];
  const lyrics = seen.body?.['lyrics'];
  return `rejected: key=${String(key)} prompt=${String(prompt)} lyrics=${String(lyrics)}`;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
