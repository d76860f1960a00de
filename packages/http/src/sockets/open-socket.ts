import { socketFrameSchema, socketMessageBytesMax, socketPath } from '@impresario/protocol';
import { WebSocketServer } from 'ws';
import { streamQuery } from '../events/stream-docs.ts';
import type { Identified } from '../identity/authenticate.ts';
import { isFromElsewhere } from '../identity/local-check.ts';
import { operation, type Call } from '../operation.ts';
import { isRefusal, refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext, Services, Upgrade } from '../services.ts';
import { SocketConnection } from './socket-connection.ts';
import { originRefusal } from './socket-origin.ts';

export const openSocket = operation({
  id: 'openSocket',
  method: 'get',
  path: socketPath,
  tag: 'Events',
  summary: 'Follow tracks over one WebSocket',
  description:
    'The same events as the streams, several subscriptions over one connection, and a token that can be renewed in ' +
    'mid-stream. A client says who it is by header, cookie or `?ticket=`, or within 5 s by ' +
    '`{"type":"authenticate","token":"…"}` (or `"ticket"`); it is told `{"event":"authenticated"}`, and says it again ' +
    'before the token ends. `{"type":"subscribe","trackId":"…","after":"…"}` follows one track, or with `null` all ' +
    'tracks and operations; `after` is the last id received of that subscription, or `null`. ' +
    '`{"type":"unsubscribe","trackId":"…"}` ends it. A heartbeat comes every 15 s. Close codes: 1001 the server stops, ' +
    '1003 not text, 1009 longer than 16 KB, 1011 our fault, 1013 try again later, 4401 no proof of identity, 4403 another ' +
    'user, 4408 too slow, 4429 too many messages or connections.',
  access: 'socket',
  query: streamQuery,
  replies: {
    101: {
      description: 'The WebSocket; a message of the server is one of these.',
      content: { 'application/json': socketFrameSchema },
    },
  },
  problems: ['validation_failed', 'concurrency_limit_exceeded'],
  handle: (call) => connect(call),
});

async function connect({ c, services }: Call<unknown, unknown, unknown>): Promise<Response | Refusal> {
  if (!isHandshake(c)) return noSocketHere();
  const wrongOrigin = originRefusal(c, services);
  if (wrongOrigin) return wrongOrigin;
  const identified = await whoAsks(c, services);
  if (isRefusal(identified)) {
    if (identified.refused === 'unauthenticated') services.addressGate.noteStranger(c);
    return identified;
  }
  const userId = identified?.caller.userId ?? null;
  c.set('userId', userId);
  const noPlace = services.streamPlaces.take('websocket', userId);
  if (noPlace) return noPlace;
  c.set('handOver', {
    status: 101,
    begin({ incoming, outgoing, upgrade }, head) {
      const { socket, head: first } = upgrade!;
      const left = () => services.streamPlaces.leave('websocket', userId);
      // It left while we asked who it is.
      if (socket.destroyed) return left();
      socket.once('close', left);
      outgoing.detachSocket(socket);
      requestIds.set(incoming, head.headers.get('x-request-id') ?? '');
      sockets.handleUpgrade(incoming, socket, first, (opened) => {
        socket.off('close', left);
        const connection = new SocketConnection(services, opened, socket, () =>
          services.addressGate.noteStranger(c),
        );
        if (identified) connection.admit(identified, true);
      });
    },
  });
  return c.body(null, 200);
}

/** What `ws` would refuse with words of its own (RFC 6455, section 4.2.1). */
function isHandshake(c: HttpContext): boolean {
  const { upgrade } = (c.env ?? {}) as { upgrade?: Upgrade };
  const isKey = /^[+/0-9A-Za-z]{22}==$/.test(c.req.header('sec-websocket-key') ?? '');
  return (
    upgrade !== undefined && c.req.method === 'GET' && isKey && c.req.header('sec-websocket-version') === '13'
  );
}

function noSocketHere(): Refusal {
  const detail = 'This address speaks WebSocket, version 13: ask for it with `Upgrade: websocket`.';
  return refuse('validation_failed', detail, {
    headers: { upgrade: 'websocket', 'sec-websocket-version': '13' },
  });
}

/** null for a client that says who it is when it is connected. */
async function whoAsks(c: HttpContext, services: Services): Promise<Identified | Refusal | null> {
  if (c.req.query('ticket') !== undefined || c.req.header('authorization') !== undefined) {
    return services.authenticate(c, 'stream');
  }
  // A cookie speaks for our own pages alone, also where pages of another origin may connect (SEC-4).
  return isFromElsewhere(c, services.publicUrl) ? null : services.identify.byCookie(c);
}

const requestIds = new WeakMap<object, string>();

/** Makes WebSockets of connections, and keeps nothing. Compression would cost each of them a quarter of a megabyte. */
const sockets = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: socketMessageBytesMax,
});
sockets.on('headers', (lines, incoming) => {
  lines.push(`X-Request-Id: ${requestIds.get(incoming)}`);
});
