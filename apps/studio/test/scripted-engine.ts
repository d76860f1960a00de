import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Track } from '@impresario/protocol';
import { House } from './scripted-house.ts';
import { file, page, problem } from './scripted-replies.ts';
import { routes } from './scripted-routes.ts';

export interface ScriptedEngine extends Pick<
  House,
  'tracks' | 'orders' | 'asked' | 'apiKeys' | 'credits' | 'transactions' | 'books' | 'mode'
> {
  readonly url: string;
  /** Adds a track as somebody else's page would have made it, and tells of it. */
  add(track: Track): void;
  /** Who hears of changes now. */
  listenerCount(): number;
  /** Closes every connection and refuses new ones until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** A stand-in for the engine that plays `/v1/*` from a script and delivers the built page. Real HTTP, real events. */
export async function startScriptedEngine(dist: string): Promise<ScriptedEngine> {
  const house = new House();
  const answer = async (request: IncomingMessage, reply: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://scripted');
    const [, id = ''] = /^\/v1\/(?:tracks|operations|keys|admin\/users)\/([^/]+)/.exec(url.pathname) ?? [];
    const path = id ? url.pathname.replace(`/${id}`, '/:id') : url.pathname;
    const route = routes[`${request.method} ${path}`];
    if (route && house.mode.isSignedOut) return problem(reply, 'unauthenticated', 'Sign in.');
    if (route) return route({ house, request, reply, url, id: decodeURIComponent(id) });
    if (path.startsWith('/files/')) return file(request, reply, path);
    return page(request, reply, dist, path);
  };

  let server = await listen(answer, 0);
  const { port } = server.address() as AddressInfo;
  const goAway = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    tracks: house.tracks,
    orders: house.orders,
    asked: house.asked,
    apiKeys: house.apiKeys,
    credits: house.credits,
    transactions: house.transactions,
    books: house.books,
    mode: house.mode,
    add: (track) => void house.add(track),
    listenerCount: () => house.listeners.size,
    goAway,
    comeBack: async () => {
      server = await listen(answer, port);
    },
    stop: goAway,
  };
}

function listen(
  answer: (request: IncomingMessage, reply: ServerResponse) => Promise<void>,
  port: number,
): Promise<Server> {
  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
