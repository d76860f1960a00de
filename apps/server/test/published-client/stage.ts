import { readFile } from 'node:fs/promises';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What stands between clients and the server: it serves pages of our own, and can cut lines. */
export interface Stage {
  readonly url: string;
  /** The published package, whose file for pages is served. */
  clientFolder: string;
  /** Where everything else is passed on to. */
  target: string;
  /** Event streams that are open now. */
  readonly streams: ReadonlySet<Stream>;
  /** All streams that were ever asked for, with the place they resumed from. */
  readonly asked: readonly (string | undefined)[];
  close(): Promise<void>;
}

type Stream = Pick<ServerResponse, 'destroy'>;

const page = `<!doctype html><title>stage</title>
<script type="importmap">{"imports":{"@impresario/client":"/stage/browser.js"}}</script>`;

export async function openStage(): Promise<Stage> {
  const streams = new Set<ServerResponse>();
  const asked: (string | undefined)[] = [];
  const scripts: Readonly<Record<string, () => string>> = {
    '/stage/browser.js': () => path.join(stage.clientFolder, 'browser.js'),
    '/stage/scenario.js': () => path.join(import.meta.dirname, 'scenario.js'),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '' } = request;
    const script = scripts[url];
    if (script) response.setHeader('content-type', 'text/javascript').end(await readFile(script()));
    else if (url === '/stage/page') response.setHeader('content-type', 'text/html').end(page);
    else if (url === '/stage/cut') {
      for (const stream of streams) stream.destroy();
      response.end();
    } else passOn(request, response);
  }

  function passOn(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method, headers } = request;
    if (url === '/v1/events') {
      asked.push(headers['last-event-id'] as string | undefined);
      streams.add(response);
      response.on('close', () => streams.delete(response));
    }
    const onward = ask(new URL(url, stage.target), { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientFolder: '',
    target: '',
    streams,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stage;
}
