import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';

type Play = (response: ServerResponse) => unknown;

/** An identity provider's address of keys: a real server on this machine that answers as the test says. */
export interface JwksServer {
  readonly url: string;
  /** How often it was asked. */
  count(): number;
  publish(...keys: readonly unknown[]): void;
  /** Answers with whatever this does; `publish` ends it. */
  answer(play: Play): void;
  close(): Promise<void>;
}

export async function startJwksServer(...keys: readonly JWK[]): Promise<JwksServer> {
  let count = 0;
  const send =
    (set: unknown): Play =>
    (response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(set));
  let play = send({ keys });
  const server = createServer((_request, response) => {
    count += 1;
    play(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    count: () => count,
    publish: (...published) => void (play = send({ keys: published })),
    answer: (other) => void (play = other),
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
