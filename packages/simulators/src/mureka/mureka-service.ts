import { Hono } from 'hono';
import type { Service, ServiceEnv } from '../shared/service.ts';
import type { SimulatorOptions } from '../shared/simulator.ts';
import { realWorld } from '../world.ts';
import { directRoutes } from './direct-answers.ts';
import { createRefuse, refuseWith } from './gateway.ts';
import { songRoutes } from './song-routes.ts';
import { uploadRoutes } from './uploads.ts';

/** The interface of api.mureka.ai (and .cn); SOURCES.md says what is documented, observed or assumed. */
export function createMurekaService(options: SimulatorOptions): Service {
  const refuse = createRefuse(options.world ?? realWorld(options.seed));
  const service: Service = {
    // There are no callbacks.
    sign: () => null,
    refusal: ({ code, status }) => refuseWith(refuse, code ?? status ?? 500),
    unauthorised: () => refuse('unauthorised'),
    notFound: () => refuse('not-found'),
    help: [
      `Mureka simulator, region ${options.region ?? 'global'}. Any bearer key is accepted unless one was set.`,
      'POST /v1/song/generate, easy-generate, extend, remix, region-edit, stem, /v1/instrumental/generate,',
      '/v1/lyrics/generate, /v1/files/upload; GET /v1/song/query/ID, /v1/instrumental/query/ID, /v1/account/billing.',
      'The balance is in dollars (billing says hundredths). sim:error=402 is the 429 of an empty balance;',
      'sim:fail=408 ends as timeouted, sim:fail=499 as cancelled; sim:moderated is 451 at once.',
    ],
    routes: (stage) => {
      const gateway = { stage, service, options, refuse };
      const app = new Hono<ServiceEnv>();
      for (const routes of [songRoutes, directRoutes, uploadRoutes]) app.route('/', routes(gateway));
      return app;
    },
  };
  return service;
}
