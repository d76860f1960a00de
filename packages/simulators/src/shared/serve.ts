import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { controlRoutes } from './control-routes.ts';
import { createControl, type BrownOut } from './control.ts';
import { serveFile, type ExpiryNotes } from './serve-file.ts';
import type { Service, ServiceEnv } from './service.ts';
import type { Simulator, SimulatorKind, SimulatorOptions } from './simulator.ts';
import { createStage, type Stage } from './stage.ts';

const requestsKeptMax = 300;

/** Listens, and answers when it does; rejects when the port is taken. */
export async function serve(
  kind: SimulatorKind,
  service: Service,
  options: SimulatorOptions,
): Promise<Simulator> {
  let origin = '';
  const stage = createStage(options, service.sign, () => origin);
  const brownOut: BrownOut = { how: null };
  const control = createControl(kind, stage, brownOut);
  const app = frame(service, stage);
  app.route('/_simulator', controlRoutes(control, service.help));
  app.route('/', service.routes(stage));
  app.notFound(() => service.notFound());
  app.onError((error, c) => {
    stage.log(`bug in the simulator: ${error.stack ?? error.message}`);
    return c.text(error.message, 500);
  });
  const server = createServer(listener(stage, brownOut, getRequestListener(app.fetch)));
  origin = await listen(server, options);
  return {
    kind,
    url: origin,
    apiKey: options.apiKey ?? 'any-key',
    control,
    async close() {
      stage.reset();
      stage.callbacks.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function frame(service: Service, stage: Stage): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.use(async (c, next) => {
    if (c.req.path.startsWith('/_simulator')) return next();
    const [, key] = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const { apiKey } = stage.options;
    if (key === undefined || (apiKey !== undefined && key !== apiKey)) return service.unauthorised();
    await next();
  });
  return app;
}

/** What comes before any service: brown-outs, cross-origin rules, files, counting. */
function listener(
  stage: Stage,
  brownOut: BrownOut,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): (request: IncomingMessage, response: ServerResponse) => void {
  const expired: ExpiryNotes = new Map();
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!path.startsWith('/_simulator')) note(stage, request, response, path);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', '*');
    if (request.method === 'OPTIONS') return preflight(response);
    if (brownOut.how !== null && !path.startsWith('/_simulator')) {
      if (brownOut.how === 'reset') return void request.socket.destroy();
      response.writeHead(503, { 'content-type': 'text/plain' });
      return void response.end('Service Unavailable');
    }
    const isFile = path.startsWith('/files/');
    if (isFile) stage.counts.downloads += 1;
    const work = isFile ? serveFile(stage, expired, request, response) : answer(request, response);
    work.catch((error: unknown) => {
      stage.log(`bug in the simulator: ${String(error)}`);
      response.destroy();
    });
  };
}

function preflight(response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
    'access-control-allow-headers': '*, authorization, content-type, range',
  });
  response.end();
}

function note(stage: Stage, request: IncomingMessage, response: ServerResponse, path: string): void {
  const { counts } = stage;
  counts.inFlight += 1;
  counts.inFlightMax = Math.max(counts.inFlightMax, counts.inFlight);
  response.once('close', () => {
    counts.inFlight -= 1;
    const status = response.writableFinished ? response.statusCode : 0;
    const method = request.method ?? '';
    stage.requests.push({ at: new Date(stage.world.now()).toISOString(), method, path, status });
    if (stage.requests.length > requestsKeptMax) stage.requests.shift();
    stage.log(`${method} ${path} ${status === 0 ? 'cut' : status}`);
  });
}

async function listen(server: Server, { port = 0, host = '127.0.0.1' }: SimulatorOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}
