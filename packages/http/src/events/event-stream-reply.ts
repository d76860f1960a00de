import type { ServerResponse } from 'node:http';
import type { SubscribeRequest } from '@impresario/realtime';
import type { Call } from '../operation.ts';
import type { Refusal } from '../replies/refusal.ts';
import { SseConnection } from './sse-connection.ts';

const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  // nginx would otherwise hold events back until its buffer is full.
  'x-accel-buffering': 'no',
};

/** Opens a stream of events that ends with the caller's proof of identity, with the client, or with the track. */
export function eventStreamReply(
  { c, services, actor, callerExpiresAt }: Call<unknown, unknown, unknown>,
  request: SubscribeRequest,
): Response | Refusal {
  // The router answers HEAD with the headers of GET: nothing may be opened that nobody reads.
  if (c.req.method !== 'HEAD') {
    const noPlace = services.streamPlaces.take('sse', request.userId);
    if (noPlace) return noPlace;
    const proof = { expiresAt: callerExpiresAt, keyId: actor.keyId };
    c.set('handOver', {
      status: 200,
      begin({ outgoing }, head) {
        outgoing.writeHead(head.status, Object.fromEntries(head.headers));
        makeOnePiece(outgoing);
        new SseConnection(services, request, proof, outgoing);
      },
    });
  }
  return c.body(null, 200, STREAM_HEADERS);
}

/**
 * Node keeps the head of a reply as long as the reply, and as it was put together: a tree of some fifty pieces. Looking at a
 * character makes one text of it, which for a stream that stays open is a tenth of all that it costs (measured).
 */
function makeOnePiece(outgoing: ServerResponse): void {
  const head: unknown = Reflect.get(outgoing, '_header');
  if (typeof head === 'string') head.charCodeAt(head.length - 1);
}
