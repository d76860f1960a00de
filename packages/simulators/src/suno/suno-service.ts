import { Hono } from 'hono';
import type { Service, ServiceEnv } from '../shared/service.ts';
import type { SimulatorOptions } from '../shared/simulator.ts';
import { coverImage } from './cover-image.ts';
import { directRoutes } from './direct-answers.ts';
import { refuse, refuseWith, type Gateway } from './gateway.ts';
import { lyrics } from './lyrics.ts';
import { musicRoutes } from './music-routes.ts';
import { addSideRoutes } from './side-task.ts';
import { createSign } from './signature.ts';
import { uploadRoutes } from './uploads.ts';
import { video } from './video.ts';
import { vocalRemoval } from './vocal-removal.ts';
import { wav } from './wav.ts';

/** The interface of sunoapi.org and of kie.ai; SOURCES.md says what is documented, observed or assumed. */
export function createSunoService(options: SimulatorOptions): Service {
  const dialect = options.dialect ?? 'sunoapi';
  const service: Service = {
    sign: createSign(options),
    refusal: ({ code, status }) => refuseWith(dialect, code ?? status ?? 500, status),
    unauthorised: () => refuse(dialect, 'unauthorised'),
    notFound: () => refuse(dialect, 'not-found'),
    help: [
      `Suno simulator, dialect ${dialect}. Any bearer key is accepted unless one was set.`,
      'POST /api/v1/generate and its family, /api/v1/lyrics, /api/v1/wav/generate, /api/v1/vocal-removal/generate,',
      '/api/v1/mp4/generate, /api/v1/suno/cover/generate, /api/v1/style/generate, …/record-info?taskId=, uploads.',
    ],
    routes: (stage) => sunoRoutes({ stage, service, dialect, options }),
  };
  return service;
}

function sunoRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.use(async (call, next) => {
    // Observed on kie: what stands in front refuses a call without a User-Agent, and it looks like a bad key.
    if (gateway.dialect === 'kie' && !call.req.header('user-agent'))
      return call.text('error code: 1010', 403);
    await next();
  });
  app.route('/', musicRoutes(gateway));
  for (const kind of [lyrics, wav, vocalRemoval, video, coverImage]) addSideRoutes(app, gateway, kind);
  app.route('/', directRoutes(gateway));
  app.route('/', uploadRoutes(gateway));
  return app;
}
