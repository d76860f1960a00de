import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands where a load balancer would: providers post to it, and it hands on to one after the other, dead or alive. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

export async function openFront(targets: () => readonly string[]): Promise<Front> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const all = targets();
    turn += 1;
    handOn(all[turn % all.length]!, incoming, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function handOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url } = incoming;
  const onward = request(`${target}${url}`, { method, headers, timeout: 10_000 }, (reply) => {
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(outgoing);
  });
  onward.on('timeout', () => onward.destroy());
  onward.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  incoming.pipe(onward);
}
