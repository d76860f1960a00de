import { figurePeriods, figuresSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const readFigures = operation({
  id: 'readFigures',
  method: 'get',
  path: '/v1/admin/figures',
  tag: 'Administration',
  summary: 'See what happened, hour by hour or day by day',
  description:
    'Throughput, outcomes, latency and credits of all users in the last 24 hours, 7 days or 30 days, and in as long before ' +
    'them. Hours and days are those of UTC, and the one that runs now is the last point.',
  access: 'admin',
  query: z.object({ period: z.enum(figurePeriods).default('24h') }),
  replies: {
    200: { description: 'The figures.', content: { 'application/json': figuresSchema } },
  },
  problems: [],
  handle: async ({ c, query, services }) =>
    jsonReply(c, 200, await services.engine.readFigures(query.period)),
});
