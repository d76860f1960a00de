import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between clients and a server, and cuts what is between them. */
export interface CuttingProxy {
  /** The same through all restarts of the server. */
  readonly url: string;
  /** Where connections go from now on. */
  leadTo(serverUrl: string): void;
  /** How many connections there are. */
  openCount(): number;
  /** Cuts every connection, in the middle of whatever it carries. Returns how many there were. */
  cutAll(): number;
  close(): Promise<void>;
}

export async function openCuttingProxy(): Promise<CuttingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let port = 0;
  const server = createServer((client) => {
    const far = connect(port, '127.0.0.1');
    const pair = [client, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.pipe(far);
    far.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function cutAll(): number {
    const count = pairs.size;
    for (const [client, far] of pairs) {
      client.destroy();
      far.destroy();
    }
    return count;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (serverUrl) => (port = Number(new URL(serverUrl).port)),
    openCount: () => pairs.size,
    cutAll,
    async close() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}
