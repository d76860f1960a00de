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
import { listenError } from './listen-error.ts';
import { refuseHeaders, unreadable } from './refuse-headers.ts';
import type { HttpEnv, Upgrade } from './services.ts';
import { isSocketRequest } from './sockets/is-socket-request.ts';
import { trackSockets, type TrackedSockets } from './track-sockets.ts';

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

async function closeServer(server: Server, clock: Clock, sockets: TrackedSockets): Promise<void> {
  const cancelGrace = clock.schedule(sockets.cutAll, GRACE_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  sockets.cutUnused();
  await closed;
  cancelGrace();
}
