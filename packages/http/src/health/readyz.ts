import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

const readinessSchema = z
  .object({ status: z.enum(['ok', 'unavailable']), checks: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Readiness' });

export const readyz = operation({
  id: 'readyz',
  method: 'get',
  path: '/readyz',
  tag: 'Health',
  summary: 'Can it take requests?',
  access: 'public',
  anyRate: true,
  replies: {
    200: { description: 'It can.', content: { 'application/json': readinessSchema } },
    503: { description: 'Not now; `checks` says why.', content: { 'application/json': readinessSchema } },
  },
  problems: [],
  async handle({ c, services }) {
    const { ok, checks } = await services.ready();
    return jsonReply(c, ok ? 200 : 503, { status: ok ? 'ok' : 'unavailable', checks });
  },
});
