import type { AddressInfo, Socket } from 'node:net';
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Clock } from '@impresario/engine';
import type { Hono } from 'hono';
import {
  defaultLimits,
  limitConnections,
  serverOptions,
  type ConnectionLimits,
} from './connection-limits.ts';
import { refuseHeaders, unreadable } from './refuse-headers.ts';
import type { HttpEnv, Upgrade } from './services.ts';
import { isSocketRequest } from './sockets/is-socket-request.ts';

export interface ListenOptions {
  /** Asked only once the address is known, so it may be made from it. */
  readonly app: Pick<Hono<HttpEnv>, 'fetch'>;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Over the usual ones. */
  readonly limits?: Partial<ConnectionLimits>;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Takes no new connection, lets requests under way finish for some seconds, then cuts what is left. */
  close(): Promise<void>;
}

/** The server could not be put on its address; `message` is for the person who starts it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: 'port_in_use' | 'address_unavailable' | 'permission_denied' | 'listen_failed';
  readonly retryable = false;

  constructor(code: ListenError['code'], message: string, options: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const GRACE_MS = 5_000;

/** Serves the app over HTTP/1.1. Throws ListenError. */
export async function listen({ app, host, port, clock, ...given }: ListenOptions): Promise<Listening> {
  const limits = { ...defaultLimits, ...given.limits };
  const upgrades = new WeakMap<object, Upgrade>();
  const listener = getRequestListener(
    (request, env) => {
      const upgrade = upgrades.get(env.incoming);
      return (
        refuseHeaders(env.incoming.rawHeaders) ?? app.fetch(request, upgrade ? { ...env, upgrade } : env)
      );
    },
    // The global Request and Response stay as Node made them, for everybody else in this process.
    { overrideGlobalObjects: false, errorHandler: unreadable },
  );
  const options = { ...serverOptions(limits), shouldUpgradeCallback: isSocketRequest };
  const server = createServer(options, (request, reply) => void listener(request, reply));
  server.on('upgrade', (request, socket: Socket, head) => {
    upgrades.set(request, { socket, head });
    void listener(request, replyTo(request, socket));
  });
  limitConnections(server, limits, clock);
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => (closed ??= closeServer(server, clock, sockets)),
  };
}

/** Whoever asks for another protocol is asked the same as all others, and refused in the same words. */
function replyTo(request: IncomingMessage, socket: Socket): ServerResponse {
  socket.on('error', () => {});
  const reply = new ServerResponse(request);
  reply.shouldKeepAlive = false;
  reply.assignSocket(socket);
  reply.on('finish', () => socket.destroySoon());
  return reply;
}

interface Sockets {
  /** Cuts all that carry nothing, now and from now on. */
  cutUnused(): void;
  cutAll(): void;
}

/**
 * Follows which sockets carry a request. Clients open some in advance and never use them; Node (24.21) does not
 * count those as idle, so a stop would wait for them. One that changed its protocol is in use as long as it is open.
 */
function trackSockets(server: Server): Sockets {
  const requests = new Map<Socket, number>();
  let cutting = false;
  const cutIfUnused = (socket: Socket) => {
    if (cutting && requests.get(socket) === 0) socket.destroy();
  };
  function forget(this: Socket): void {
    requests.delete(this);
  }
  server.on('connection', (socket) => {
    requests.set(socket, 0);
    socket.on('close', forget);
    cutIfUnused(socket);
  });
  server.on('request', ({ socket }, response) => {
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    // By `on` and by one listener: what is kept for a request is kept for each of ten thousand open streams.
    response.on('close', () => {
      requests.set(socket, (requests.get(socket) ?? 1) - 1);
      cutIfUnused(socket);
      // Node closes connections that are idle when closing begins, and leaves those that become so open for a minute.
      if (!server.listening) server.closeIdleConnections();
    });
  });
  server.on('upgrade', (_, socket: Socket) => void requests.set(socket, 1));
  return {
    cutUnused() {
      cutting = true;
      for (const socket of requests.keys()) cutIfUnused(socket);
    },
    cutAll() {
      for (const socket of requests.keys()) socket.destroy();
    },
  };
}

async function closeServer(server: Server, clock: Clock, sockets: Sockets): Promise<void> {
  const cancelGrace = clock.schedule(sockets.cutAll, GRACE_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  sockets.cutUnused();
  await closed;
  cancelGrace();
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): ListenError {
  const cause = { cause: error };
  if (error.code === 'EADDRINUSE') {
    return new ListenError('port_in_use', `Port ${port} on ${host} is in use by another program.`, cause);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ListenError('address_unavailable', `${host} is not an address of this machine.`, cause);
  }
  if (error.code === 'EACCES') {
    return new ListenError(
      'permission_denied',
      `Port ${port} on ${host} may not be used by this user.`,
      cause,
    );
  }
  return new ListenError('listen_failed', `The server could not listen on ${host}, port ${port}.`, cause);
}
