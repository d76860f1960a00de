import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The first byte of what a server sends when a channel was notified (PostgreSQL: message formats). */
const notification = 'A'.charCodeAt(0);

/**
 * Stands before PostgreSQL as a pooler of connections does: everything passes but notifications. Returns the address to
 * connect to.
 */
export async function startDeafProxy(connectionString: string) {
  const target = new URL(connectionString.replace('@/', '@socket/'));
  const directory = target.searchParams.get('host');
  const port = target.port || '5432';
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const far = directory
      ? connect(`${directory}/.s.PGSQL.${target.searchParams.get('port') ?? port}`)
      : connect(Number(port), target.hostname);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.pipe(far);
    far.on('close', () => client.destroy());
    let unread = Buffer.alloc(0);
    far.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      while (unread.length >= 5 && unread.length > unread.readUInt32BE(1)) {
        const message = unread.subarray(0, 1 + unread.readUInt32BE(1));
        unread = unread.subarray(message.length);
        if (message[0] !== notification) client.write(message);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(target);
  through.searchParams.delete('host');
  through.searchParams.delete('port');
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: through.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
