import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** The least that can hold server-sent event streams open: a set of responses and one heartbeat for all. */
const responses = new Set<ServerResponse>();
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write('retry: 1000\n\n');
  responses.add(response);
  request.on('close', () => responses.delete(response));
});
setInterval(() => {
  for (const response of responses) response.write(': heartbeat\n\n');
}, 15_000);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
process.once('disconnect', () => process.exit());
