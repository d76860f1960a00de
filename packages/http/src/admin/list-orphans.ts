import { orphanSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { limitParameter } from '../requests/page-parameters.ts';

export const listOrphans = operation({
  id: 'listOrphans',
  method: 'get',
  path: '/v1/admin/orphans',
  tag: 'Administration',
  summary: 'List orphans',
  description:
    'Newest first: tasks that a provider may have finished and billed although their track is over.',
  access: 'admin',
  query: z.object({ limit: limitParameter }),
  replies: {
    200: {
      description: 'The newest ones.',
      content: { 'application/json': z.object({ data: z.array(orphanSchema) }) },
    },
  },
  problems: [],
  async handle({ c, query, services }) {
    return jsonReply(c, 200, { data: await services.engine.listOrphans(query.limit) });
  },
});
