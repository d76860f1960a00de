import { pageSchema, text, userSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { cursorParameter, invalidCursor, limitParameter } from '../requests/page-parameters.ts';

export const listUsers = operation({
  id: 'listUsers',
  method: 'get',
  path: '/v1/admin/users',
  tag: 'Administration',
  summary: 'List users',
  description:
    'Everybody who ever asked for something, newest first; or only who asked for songs in the last day, most first.',
  access: 'admin',
  query: z.object({
    limit: limitParameter,
    cursor: cursorParameter,
    q: text({ max: 255 }).optional().describe('A part of the id.'),
    order: z
      .enum(['newest', 'active'])
      .default('newest')
      .describe('`active`: by songs asked for in the last 24 hours; those without any are left out.'),
  }),
  replies: { 200: { description: 'One page.', content: { 'application/json': pageSchema(userSchema) } } },
  problems: [],
  async handle({ c, query, services }) {
    const { limit, cursor = null, q, order } = query;
    const page = await services.engine.listUsers({ limit, cursor, search: q || null, order });
    return page ? jsonReply(c, 200, page) : invalidCursor();
  },
});
