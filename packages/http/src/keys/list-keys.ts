import { apiKeySchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const listKeys = operation({
  id: 'listKeys',
  method: 'get',
  path: '/v1/keys',
  tag: 'Keys',
  summary: 'List your API keys',
  description: 'Those not revoked: the good ones first, each newest first.',
  access: 'person',
  replies: {
    200: {
      description: 'All of yours, without the keys themselves.',
      content: { 'application/json': z.object({ data: z.array(apiKeySchema) }) },
    },
  },
  problems: [],
  async handle({ c, caller, services }) {
    return jsonReply(c, 200, { data: await services.engine.listApiKeys(caller.userId) });
  },
});
