import { Hono } from 'hono';
import type { Service, ServiceEnv } from '../shared/service.ts';
import type { SimulatorOptions } from '../shared/simulator.ts';
import { realWorld } from '../world.ts';
import { directRoutes } from './direct-answers.ts';
import { createRefuse, refuseWith } from './refusal.ts';
import { songRoutes } from './song-routes.ts';

/** The music interface of api.minimax.io; SOURCES.md says what is documented, observed or assumed. */
export function createMinimaxService(options: SimulatorOptions): Service {
  const world = options.world ?? realWorld(options.seed);
  const refuse = createRefuse(world);
  const service: Service = {
    // There are no callbacks.
    sign: () => null,
    refusal: (fault) => refuseWith(world, fault),
    unauthorised: () => refuse(2049),
    notFound: () => new Response('404 page not found', { status: 404 }),
    help: [
      'MiniMax music simulator. Any bearer key is accepted unless one was set. The balance is in dollars.',
      'POST /v1/music_generation (hex, url or stream), /v1/lyrics_generation, /v1/music_cover_preprocess.',
      'An account in trouble: POST /_simulator/script {"on":"submit","times":"always","do":{"fault":"error","code":2061}}',
      '(1008 no balance, 2049 wrong key, 2056 plan used up, 2061 not in the plan; "word" replaces the text).',
      'sim:moderated is 1026 at once, sim:moderated-output 1027 when the song is made.',
    ],
    routes: (stage) => {
      const gateway = { stage, service, options, refuse };
      const app = new Hono<ServiceEnv>();
      app.route('/', songRoutes(gateway));
      app.route('/', directRoutes(gateway));
      return app;
    },
  };
  return service;
}
