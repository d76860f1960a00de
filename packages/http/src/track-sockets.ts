import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, so that it can stop without waiting for those that carry nothing. */
export interface TrackedSockets {
  /** Cuts all that carry nothing, now and from now on. */
  cutUnused(): void;
  cutAll(): void;
}

/**
 * Follows which sockets carry a request. Clients open some in advance and never use them; Node (24.21) does not
 * count those as idle, so a stop would wait for them. One that changed its protocol is in use as long as it is open.
 */
export function trackSockets(server: Server): TrackedSockets {
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
