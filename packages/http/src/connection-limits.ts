import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Clock } from '@impresario/engine';

/** What one connection may cost, so that slow and greedy clients leave room for the others. */
export interface ConnectionLimits {
  /** Of all headers of a request together: 431 above. */
  readonly headerBytesMax: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number;
  /** To the end of its body; long enough for 50 MB of reference audio from a slow line. */
  readonly requestMs: number;
  /** Between two pieces of a body. */
  readonly bodyIdleMs: number;
  /** How often Node looks for requests that exceed the two times above it. */
  readonly checkEveryMs: number;
  readonly keepAliveMs: number;
  /** After so many requests a connection is given up, so that load spreads anew over nodes. */
  readonly requestsPerConnectionMax: number;
  /** Beyond these a new connection is cut at once. Every open page holds one for its events. */
  readonly connectionsMax: number;
}

export const defaultLimits: ConnectionLimits = {
  headerBytesMax: 16 * 1024,
  headersMs: 10_000,
  requestMs: 600_000,
  bodyIdleMs: 30_000,
  checkEveryMs: 2_000,
  keepAliveMs: 65_000,
  requestsPerConnectionMax: 10_000,
  connectionsMax: 20_000,
};

export function serverOptions(limits: ConnectionLimits) {
  return {
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs,
  };
}

export function limitConnections(server: Server, limits: ConnectionLimits, clock: Clock): void {
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  server.maxConnections = limits.connectionsMax;
  // Their bytes are limited; beyond a number Node would drop headers in silence, and leave us to judge by the rest.
  server.maxHeadersCount = 0;
  server.on('request', (request, response) => {
    if (hasBody(request)) cutWhenSilent(request, response, limits.bodyIdleMs, clock);
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * Cuts a request whose body stops coming, which Node by itself would wait for as long as for a large upload. It is the
 * bytes of the connection that are watched: to listen for the body's pieces would set it flowing.
 */
function cutWhenSilent(
  request: IncomingMessage,
  response: ServerResponse,
  idleMs: number,
  clock: Clock,
): void {
  const { socket } = request;
  let bytesSeen = socket.bytesRead;
  const look = () => {
    if (request.complete || request.destroyed) return;
    if (socket.bytesRead === bytesSeen) {
      if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      return void socket.destroySoon();
    }
    bytesSeen = socket.bytesRead;
    cancel = clock.schedule(look, idleMs);
  };
  let cancel = clock.schedule(look, idleMs);
  for (const event of ['end', 'close']) request.once(event, () => cancel());
}
