import { Hono } from 'hono';
import { createAddressGate } from './addresses/address-gate.ts';
import { createProofWatch } from './events/proof-watch.ts';
import { createPulse } from './events/pulse.ts';
import { createStreamPlaces, defaultStreamLimits } from './events/stream-places.ts';
import type { HttpOptions } from './http-options.ts';
import { serveGuide } from './guide/serve-guide.ts';
import { createAuthenticate, createIdentify } from './identity/authenticate.ts';
import { createMetrics, type Metrics } from './metrics/create-metrics.ts';
import type { Operation } from './operation.ts';
import { openApiDocument, type OpenApiDocument } from './openapi/openapi-document.ts';
import { operations } from './operations.ts';
import { createPresenter } from './replies/presenter.ts';
import { problemReply } from './replies/problem-reply.ts';
import { refuse } from './replies/refusal.ts';
import { runOperation } from './run-operation.ts';
import { crossOrigin } from './server/cross-origin.ts';
import { handOver } from './server/hand-over.ts';
import { localGuard } from './server/local-guard.ts';
import { requestFrame } from './server/request-frame.ts';
import { unexpectedError } from './server/unexpected-error.ts';
import type { HttpEnv, Services } from './services.ts';
import { enterByToken } from './studio/enter-by-token.ts';
import { serveStudio } from './studio/serve-studio.ts';

/** The whole HTTP interface over an engine; serve it with `listen`, or call its `fetch`. */
export function createHttp(options: HttpOptions): Hono<HttpEnv> {
  const streamPlaces = createStreamPlaces(options.streamLimits ?? defaultStreamLimits);
  const identify = createIdentify(options);
  let document: OpenApiDocument | undefined;
  let metrics: Metrics | undefined;
  const services: Services = {
    ...options,
    addressGate: createAddressGate(options),
    streamPlaces,
    pulse: createPulse(options.clock),
    proofWatch: createProofWatch(options),
    identify,
    authenticate: createAuthenticate(identify, options.identity.kind === 'local'),
    presenter: createPresenter(options),
    metrics: () => (metrics ??= createMetrics({ ...options, streamPlaces })),
    openApi: () => (document ??= openApiDocument(operations, options.publicUrl)),
  };
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => unexpectedError(services, error, c));
  app.use(handOver);
  app.use(requestFrame(services));
  // Around the guard, so that its refusals say as well that they depend on the origin.
  app.use(crossOrigin(services));
  if (options.identity.kind === 'local') app.use(localGuard(services));
  const served = options.serves === 'health' ? operations.filter(({ tag }) => tag === 'Health') : operations;
  for (const op of served) {
    app.on(op.method.toUpperCase(), routerPath(op), (c) => runOperation(op, c, services));
  }
  refuseOtherMethods(app, services, served);
  if (options.serves === 'everything') servePages(app, services);
  app.notFound((c) =>
    problemReply(c, options.publicUrl, refuse('not_found', 'There is nothing at this address.')),
  );
  return app;
}

function servePages(app: Hono<HttpEnv>, options: Services): void {
  const guide = serveGuide(options);
  app.get('/docs/guide', guide);
  app.get('/docs/guide/*', guide);
  if (options.identity.kind === 'local') app.get('/', enterByToken(options.identity));
  if (options.studio) app.use(serveStudio(options.studio.directory, options));
  else app.get('/', (c) => c.redirect('/docs'));
}

/** After all good routes: a known path with another method is a 405 that names the right ones. */
function refuseOtherMethods(app: Hono<HttpEnv>, services: Services, served: readonly Operation[]): void {
  const methods = new Map<string, string[]>();
  for (const op of served) {
    const ofPath = methods.get(routerPath(op)) ?? [];
    methods.set(
      routerPath(op),
      ofPath.concat(op.method === 'get' ? ['GET', 'HEAD'] : [op.method.toUpperCase()]),
    );
  }
  for (const [path, allowed] of methods) {
    app.all(path, (c) => {
      const detail = `${c.req.method} is not possible here, only ${allowed.join(', ')}.`;
      return problemReply(
        c,
        services.publicUrl,
        refuse('method_not_allowed', detail, { headers: { allow: allowed.join(', ') } }),
      );
    });
  }
}

function routerPath(op: Operation): string {
  return op.routerPath ?? op.path.replace(/\{(\w+)\}/g, ':$1');
}
