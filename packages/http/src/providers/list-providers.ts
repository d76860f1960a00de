import { providerSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const listProviders = operation({
  id: 'listProviders',
  method: 'get',
  path: '/v1/providers',
  tag: 'Providers',
  summary: 'List the providers, what they can do and how they are',
  access: 'user',
  replies: {
    200: {
      description: 'All providers.',
      content: { 'application/json': z.object({ data: z.array(providerSchema) }) },
    },
  },
  problems: [],
  async handle({ c, services }) {
    return jsonReply(c, 200, { data: await services.engine.listProviders() });
  },
});
